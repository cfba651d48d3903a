import { type Metrics, totalOf } from '@godwit/shared/metrics';
import type { BeforeSendOptions } from './send/before-send.js';
import type { QueryFailure } from './store/query-failure.js';

const BATCH_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What logic counts. Gauges of queue sizes are registered where the queues are made. */
export interface LogicMetrics {
  readonly committed: (entries: number) => void;
  readonly committedTotal: () => Promise<number>;
  readonly batch: (entries: number, seconds: number) => void;
  readonly failed: (outcome: QueryFailure['at'], entries: number) => void;
  readonly dropped: (why: 'malformed' | 'expired') => void;
  readonly envelopeLost: () => void;
  readonly reviewed: BeforeSendOptions['onReviewed'];
  readonly upkept: (job: string, rows: number) => void;
}

export function createLogicMetrics(metrics: Metrics): LogicMetrics {
  const committed = metrics.counter('entries_committed_total', 'Log entries acknowledged after their COMMIT.');
  const batchEntries = metrics.histogram('commit_batch_entries', 'Entries of one commit statement.', [], BATCH_BUCKETS);
  const batchSeconds = metrics.histogram('commit_batch_seconds', 'Time of one commit statement.');
  const failed = metrics.counter('commit_failed_entries_total', 'Entries of statements that PostgreSQL refused or did not answer.', [
    'outcome',
  ]);
  const dropped = metrics.counter('upstream_dropped_total', 'Envelopes from access that were not worked on.', ['why']);
  const lost = metrics.counter('downstream_lost_total', 'Envelopes to access that NATS did not take; their sessions are told to sync.');
  const reviewed = metrics.counter('before_send_total', 'Messages shown to the hook before sending, by what it said.', ['verdict']);
  const upkept = metrics.counter('upkeep_rows_total', 'Rows removed or emptied because nobody needs them any more.', ['job']);
  return {
    committed: (entries) => {
      committed.inc(entries);
    },
    committedTotal: () => totalOf(committed),
    batch: (entries, seconds) => {
      batchEntries.observe(entries);
      batchSeconds.observe(seconds);
    },
    failed: (outcome, entries) => {
      failed.inc({ outcome }, entries);
    },
    dropped: (why) => {
      dropped.inc({ why });
    },
    envelopeLost: () => {
      lost.inc();
    },
    reviewed: (verdict, entries) => {
      reviewed.inc({ verdict }, entries);
    },
    upkept: (job, rows) => {
      upkept.inc({ job }, rows);
    },
  };
}
