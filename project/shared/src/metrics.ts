// Prometheus metrics of one process, in Node and Deno. Own names get the prefix godwit_, every value the label tier.
import client, { type Counter, type Gauge, type Histogram } from '@platformatic/prom-client';
import { Timing } from './hot-metrics.js';
import { collectProcessMetrics } from './process-metrics.js';

export type { Counter, Gauge, Histogram } from '@platformatic/prom-client';

const PREFIX = 'godwit_';
/** Seconds: fine where a message's path is judged (P99 < 50 ms), coarse above. */
const LATENCY_BUCKETS_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Asking again for a name returns the metric that exists. */
export interface Metrics {
  /** `collect` counts from 0 when it is scraped: for totals that exist anyway. */
  counter<L extends string>(name: string, help: string, labels?: readonly L[], collect?: (counter: Counter<L>) => void): Counter<L>;
  /** `collect` sets the value when it is scraped: for sizes that exist anyway. */
  gauge<L extends string>(name: string, help: string, labels?: readonly L[], collect?: (gauge: Gauge<L>) => void): Gauge<L>;
  histogram<L extends string>(name: string, help: string, labels?: readonly L[], buckets?: readonly number[]): Histogram<L>;
  /** Histograms with one label, for hot paths: one for each of its values. */
  timings<V extends string>(name: string, help: string, label: string, values: readonly V[]): Readonly<Record<V, Timing>>;
  /** The exposition format that /metrics serves. */
  text(): Promise<string>;
}

export function createMetrics(tier: string): Metrics {
  const registry = new client.Registry();
  registry.setDefaultLabels({ tier });
  collectProcessMetrics(registry);
  const once = <M>(name: string, create: () => M): M => (registry.getSingleMetric(name) as M | undefined) ?? create();
  const common = (name: string, help: string): { name: string; help: string; registers: [typeof registry] } => ({
    name,
    help,
    registers: [registry],
  });
  return {
    counter: (suffix, help, labelNames = [], collect) => {
      const name = PREFIX + suffix;
      return once(name, () => createCounter({ ...common(name, help), labelNames }, collect));
    },
    gauge: (suffix, help, labelNames = [], collect) => {
      const name = PREFIX + suffix;
      return once(name, () => createGauge({ ...common(name, help), labelNames }, collect));
    },
    histogram: (suffix, help, labelNames = [], buckets = LATENCY_BUCKETS_SECONDS) => {
      const name = PREFIX + suffix;
      return once(name, () => new client.Histogram({ ...common(name, help), labelNames, buckets: [...buckets] }));
    },
    timings: (suffix, help, label, values) => {
      const timings = values.map((value) => [value, new Timing(LATENCY_BUCKETS_SECONDS)] as const);
      registerTimings(registry, { name: PREFIX + suffix, help, label }, timings);
      return Object.fromEntries(timings) as Record<(typeof values)[number], Timing>;
    },
    text: () => registry.metrics(),
  };
}

/** What a counter has counted, or how often a histogram was told something: over all labels. */
export async function totalOf<L extends string>(metric: Counter<L> | Histogram<L>): Promise<number> {
  const values: readonly { readonly value: number; readonly metricName?: unknown }[] = (await metric.get()).values;
  const counted = values.filter(({ metricName }) => typeof metricName !== 'string' || metricName.endsWith('_count'));
  return counted.reduce((sum, { value }) => sum + value, 0);
}

/** The part of the library's Metric that its registry reads. */
function registerTimings(
  registry: client.Registry,
  { name, help, label }: { name: string; help: string; label: string },
  timings: readonly (readonly [value: string, timing: Timing])[],
): void {
  const get = (): object => {
    const values = timings.flatMap(([value, timing]) => {
      const labels = { [label]: value };
      const { buckets, count, sumSeconds } = timing.read();
      return [
        ...buckets.map(([le, below]) => ({ metricName: `${name}_bucket`, labels: { le, ...labels }, value: below })),
        { metricName: `${name}_sum`, labels, value: sumSeconds },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
    return { name, help, type: 'histogram', values };
  };
  registry.registerMetric({ name, get } as unknown as client.Metric);
}

function createCounter<L extends string>(
  configuration: client.CounterConfiguration<L>,
  collect: ((counter: Counter<L>) => void) | undefined,
): Counter<L> {
  if (collect === undefined) return new client.Counter(configuration);
  const counter: Counter<L> = new client.Counter({
    ...configuration,
    collect: () => {
      counter.reset();
      collect(counter);
    },
  });
  return counter;
}

function createGauge<L extends string>(
  configuration: client.GaugeConfiguration<L>,
  collect: ((gauge: Gauge<L>) => void) | undefined,
): Gauge<L> {
  if (collect === undefined) return new client.Gauge(configuration);
  const gauge: Gauge<L> = new client.Gauge({
    ...configuration,
    collect: () => {
      collect(gauge);
    },
  });
  return gauge;
}
