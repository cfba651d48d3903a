export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** One row per retry owner. A short-lived success must not reset the owner's attempt counter. */
export const BACKOFF = {
  /** client/link: 0–3 s first, full jitter up to 30 s (design §10). */
  reconnect: { baseMs: 3_000, maxMs: 30_000 },
  /** client/outbox: resend of an unacknowledged batch, 2 s doubling to 30 s (reliability C3). */
  resend: { baseMs: 2_000, maxMs: 30_000 },
  /** client/api/again: a call, or the PUT of an upload, that did not get through. */
  call: { baseMs: 500, maxMs: 8_000 },
  /** redis/connect. */
  redis: { baseMs: 100, maxMs: 2_000 },
  /** ids/worker-lease: a failed acquisition or renewal. */
  workerLease: { baseMs: 200, maxMs: 2_000 },
} as const satisfies Record<string, Backoff>;

/** Delay before retry number `attempt` (0 = the first): uniform in [0, min(maxMs, baseMs · 2^attempt)). Source: AWS "full jitter". */
export function fullJitter(attempt: number, { baseMs, maxMs }: Backoff, random: () => number = Math.random): number {
  return Math.floor(random() * backoffCeiling(attempt, { baseMs, maxMs }));
}

/** The upper bound of fullJitter, for retries that must not come too early. */
export function backoffCeiling(attempt: number, { baseMs, maxMs }: Backoff): number {
  return Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
}
