// Metrics of the process itself. Not the library's defaults: under Deno those read /proc, which it forbids (memory 0),
// and an event-loop histogram that misses a blocked loop.
import process from 'node:process';
import { setTimeout } from 'node:timers';
import client, { type Registry } from '@platformatic/prom-client';

/** Often enough to see what a user feels, seldom enough to cost nothing. */
const SAMPLE_MS = 100;
const DELAY_BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 10];

export function collectProcessMetrics(registry: Registry): void {
  const registers = [registry];
  const sampled = (name: string, help: string, read: () => number): void => {
    new client.Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  new client.Counter({
    name: 'process_cpu_seconds_total',
    help: 'User and system CPU time.',
    registers,
    collect() {
      this.reset();
      this.inc(cpuSeconds());
    },
  });
  sampled('process_start_time_seconds', 'Start, seconds since 1970.', () => Math.round(Date.now() / 1_000 - process.uptime()));
  sampled('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage().rss);
  sampled('process_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  sampled('process_external_memory_bytes', 'Memory of buffers and native objects.', () => process.memoryUsage().external);
  observeLoopDelay(
    new client.Histogram({
      name: 'process_event_loop_delay_seconds',
      help: 'How late a timer fired.',
      registers,
      buckets: DELAY_BUCKETS_SECONDS,
    }),
  );
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function observeLoopDelay(delay: client.Histogram): void {
  let dueMs = performance.now() + SAMPLE_MS;
  const sample = (): void => {
    const nowMs = performance.now();
    delay.observe(Math.max(0, nowMs - dueMs) / 1_000);
    dueMs = nowMs + SAMPLE_MS;
    setTimeout(sample, SAMPLE_MS).unref();
  };
  setTimeout(sample, SAMPLE_MS).unref();
}
