/** What the orchestrator hands to one generator process as JSON on standard input. */
export interface LoadPlan {
  readonly url: string;
  /** base64 SHA-256 of the access node's certificate. */
  readonly certificateHash: string;
  readonly pairs: readonly LoadPair[];
  /** Messages a second over all pairs, open loop. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly bodyBytes: number;
  /** Connects under way at once while the sessions are opened. */
  readonly connectsAtOnce: number;
}

export interface LoadPair {
  readonly conversationId: string;
  readonly sender: LoadUser;
  readonly receiver: LoadUser;
}

export interface LoadUser {
  readonly token: string;
  readonly deviceId: string;
}

/** Lines that the generator prints: progress marks for CPU sampling, then one result. */
export type LoadEvent =
  | {
      readonly event: 'connected';
      readonly connectMs: Percentiles;
      readonly sessions: number;
      readonly failed: number;
      readonly seconds: number;
    }
  | { readonly event: 'measuring' }
  | { readonly event: 'measured' }
  | {
      readonly event: 'result';
      readonly scheduled: number;
      readonly acked: number;
      readonly delivered: number;
      readonly doubled: number;
      readonly disordered: number;
      readonly refused: number;
      readonly deliveryMs: Percentiles;
      readonly ackMs: Percentiles;
      readonly generatorCpuMs: number;
    };

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
