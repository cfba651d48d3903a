import { expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

it('values carry the prefix and the tier', async () => {
  const metrics = createMetrics('logic');
  metrics.counter('acks_total', 'Acks.', ['result']).inc({ result: 'ok' }, 3);
  metrics.histogram('commit_seconds', 'Commits.').observe(0.004);
  const text = await metrics.text();
  expect(text).toContain('godwit_acks_total{result="ok",tier="logic"} 3');
  expect(text).toContain('godwit_commit_seconds_bucket{le="0.005",tier="logic"} 1');
});

it('the process is measured: memory, CPU, and a loop that was blocked', async () => {
  const metrics = createMetrics('logic');
  const fired = new Promise((resolve) => setTimeout(resolve, 120));
  const endMs = performance.now() + 250;
  while (performance.now() < endMs);
  await fired;
  const text = await metrics.text();
  const value = (name: string): number => Number(new RegExp(`^${name}\\{.*\\} (.*)$`, 'm').exec(text)?.[1]);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(value('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(value('process_event_loop_delay_seconds_sum')).toBeGreaterThan(0.1);
});

it('a collected gauge is set when it is scraped', async () => {
  const metrics = createMetrics('access');
  let sessions = 1;
  metrics.gauge('sessions', 'Sessions.', [], (gauge) => {
    gauge.set(sessions);
  });
  sessions = 5;
  expect(await metrics.text()).toContain('godwit_sessions{tier="access"} 5');
});

it('asking again for a name returns the same metric; two registries do not share', async () => {
  const metrics = createMetrics('web');
  metrics.counter('hits_total', 'Hits.').inc();
  metrics.counter('hits_total', 'Hits.').inc();
  createMetrics('other').counter('hits_total', 'Hits.').inc();
  expect(await metrics.text()).toContain('godwit_hits_total{tier="web"} 2');
});
