// A system under load: ours, or one that ours is compared with. All arms take the same plan and print the same events.
export type ArmName = 'godwit' | 'socketio' | 'ejabberd';

export interface Arm {
  readonly name: ArmName;
  /** Root processes by tier, for CPU and memory; children count with them. The keys are the columns of the tables. */
  processes(): Readonly<Record<string, number>>;
  /** Prepares `pairs` pairs of users who may write to each other; idempotent, and cheap the second time. */
  prepare(pairs: number): Promise<void>;
  /** A generator process for this arm, with its plan already written to standard input. It prints LoadEvents, one JSON a line. */
  startLoad(load: Load): Promise<LoadProcess>;
  /** Messages in PostgreSQL. */
  rows(): Promise<number>;
  close(): Promise<void>;
}

/** One open-loop run of 1:1 messages. */
export interface Load {
  readonly pairs: number;
  /** Messages a second over all pairs; 0 = only connect. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly bodyBytes: number;
  /** Connects under way at once while sessions are opened. */
  readonly connectsAtOnce: number;
}

export interface LoadProcess {
  readonly pid: number;
  readonly events: AsyncIterable<LoadEvent>;
  stop(): Promise<void>;
}

export type LoadEvent =
  | { readonly event: 'connected'; readonly sessions: number; readonly failed: number; readonly seconds: number; readonly connectMs: string }
  | { readonly event: 'measuring' }
  | { readonly event: 'measured'; readonly busyShare: number }
  | {
      readonly event: 'result';
      readonly scheduled: number;
      readonly acked: number;
      readonly delivered: number;
      readonly doubled: number;
      readonly disordered: number;
      readonly refused: number;
      /** HDR histograms, base64 of the compressed V2 encoding, in microseconds from the scheduled time. */
      readonly deliveryUs: string;
      readonly ackUs: string;
    };
