// Prometheus metrics of one process, in Node and Deno. Own names get the prefix godwit_, every value the label tier.
import client, { type Counter, type Gauge, type Histogram } from '@platformatic/prom-client';
import { collectProcessMetrics } from './process-metrics.js';

export type { Counter, Gauge, Histogram } from '@platformatic/prom-client';

const PREFIX = 'godwit_';
/** Seconds: fine where a message's path is judged (P99 < 50 ms), coarse above. */
const LATENCY_BUCKETS_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Asking again for a name returns the metric that exists. */
export interface Metrics {
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** `collect` sets the value when it is scraped: for sizes that exist anyway. */
  gauge<L extends string>(name: string, help: string, labels?: readonly L[], collect?: (gauge: Gauge<L>) => void): Gauge<L>;
  histogram<L extends string>(name: string, help: string, labels?: readonly L[], buckets?: readonly number[]): Histogram<L>;
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
    counter: (suffix, help, labelNames = []) => {
      const name = PREFIX + suffix;
      return once(name, () => new client.Counter({ ...common(name, help), labelNames }));
    },
    gauge: (suffix, help, labelNames = [], collect) => {
      const name = PREFIX + suffix;
      return once(name, () => createGauge({ ...common(name, help), labelNames }, collect));
    },
    histogram: (suffix, help, labelNames = [], buckets = LATENCY_BUCKETS_SECONDS) => {
      const name = PREFIX + suffix;
      return once(name, () => new client.Histogram({ ...common(name, help), labelNames, buckets: [...buckets] }));
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
