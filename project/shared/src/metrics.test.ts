import { expect, it } from 'vitest';
import { FrameCounts } from './frame-counts.js';
import { createMetrics } from './metrics.js';
import { encodeDown } from './protocol/down.js';
import { frameKind, withoutLengthPrefix } from './protocol/frame.js';
import { encodeUp } from './protocol/up.js';

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

it('[F-85] a timing is a histogram with the sums that Prometheus expects, weighted, and never negative', async () => {
  const metrics = createMetrics('access');
  const { deliver, write } = metrics.timings('hop_seconds', 'Hops.', 'hop', ['deliver', 'write']);
  deliver.observe(1);
  deliver.observe(3, 10);
  deliver.observe(7_000);
  deliver.observe(-4);
  const lines = (await metrics.text()).split('\n').filter((line) => line.includes('hop_seconds') && line.includes('deliver'));
  const of = (name: string): string | undefined => lines.find((line) => line.startsWith(`godwit_hop_seconds_${name}`))?.split(' ')[1];
  expect(of('bucket{le="0.001"')).toBe('2');
  expect(of('bucket{le="0.002"')).toBe('2');
  expect(of('bucket{le="0.005"')).toBe('12');
  expect([of('bucket{le="5"'), of('bucket{le="+Inf"'), of('count')]).toEqual(['12', '13', '13']);
  expect(of('sum')).toBe('7.031');
  expect(lines).toHaveLength(15);
  expect(write.read().count).toBe(0);
});

it('[F-85] frames are counted by direction and kind, each copy of a push', async () => {
  const metrics = createMetrics('access');
  const frames = new FrameCounts(metrics);
  const push = encodeDown({ kind: 'pushMessage', conversationId: '1', epoch: 1, entries: [] });
  frames.received(frameKind(withoutLengthPrefix(encodeUp({ kind: 'typing', conversationId: '1', typing: true }))));
  frames.received(250);
  for (let copy = 0; copy < 3; copy++) frames.sent(push);
  frames.sent(encodeDown({ kind: 'syncHint', reason: '', jitterMs: 1 }));
  frames.sent(push);
  const counted = async (): Promise<string[]> =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('godwit_messages_total'));
  const expected = [
    'godwit_messages_total{direction="in",type="typing",tier="access"} 1',
    'godwit_messages_total{direction="in",type="other",tier="access"} 1',
    'godwit_messages_total{direction="out",type="pushMessage",tier="access"} 4',
    'godwit_messages_total{direction="out",type="syncHint",tier="access"} 1',
  ];
  expect((await counted()).sort()).toEqual(expected.sort());
  expect(await counted()).toHaveLength(4);
});

it('asking again for a name returns the same metric; two registries do not share', async () => {
  const metrics = createMetrics('web');
  metrics.counter('hits_total', 'Hits.').inc();
  metrics.counter('hits_total', 'Hits.').inc();
  createMetrics('other').counter('hits_total', 'Hits.').inc();
  expect(await metrics.text()).toContain('godwit_hits_total{tier="web"} 2');
});
