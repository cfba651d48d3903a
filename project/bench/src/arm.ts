// A system under load: ours, or one that ours is compared with. All arms take the same plan and print the same events.
export type ArmName = 'godwit' | 'socketio' | 'ejabberd';

export interface ArmOptions {
  /** What takes long, e.g. that something is installed. */
  readonly progress?: (line: string) => void;
}

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
  /** Messages a second over all pairs; 0 = connect both of each pair and stay until stopped. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly bodyBytes: number;
  /** Connects under way at once while sessions are opened. */
  readonly connectsAtOnce: number;
  /** Generator processes that share the pairs, all of them one LoadProcess; default 1. An arm may be able to do no more than one. */
  readonly generators?: number;
  /** Of godwit, which has both; default webtransport. */
  readonly transport?: 'webtransport' | 'websocket';
  /** Of godwit: messages that travel in one frame, at most; default that of the SDK, 64. */
  readonly entriesPerFrame?: number;
}

export interface LoadProcess {
  /** The first, when there are several. */
  readonly pid: number;
  /** Ends after the result; throws when the process fails. */
  readonly events: AsyncIterable<LoadEvent>;
  stop(): Promise<void>;
}

export type LoadEvent =
  | {
      readonly event: 'connected';
      readonly sessions: number;
      readonly failed: number;
      readonly seconds: number;
      /** HDR histogram as below: from the start of a connect until the session is signed in. */
      readonly connectUs: string;
    }
  | { readonly event: 'measuring' }
  | {
      readonly event: 'measured';
      /** CPU seconds a second of a generator process while it measured, all its threads; the mean of several. */
      readonly busyShare: number;
      /** HDR histogram as below: from the moment a message was due until it was handed to the session, or to the batch that waits for the last one's ack. */
      readonly scheduleLagUs: string;
    }
  | {
      readonly event: 'result';
      readonly scheduled: number;
      readonly acked: number;
      /** With those of the warm-up: each must be a row. */
      readonly ackedInAll: number;
      readonly delivered: number;
      readonly doubled: number;
      readonly disordered: number;
      readonly refused: number;
      /** HDR histograms, base64 of the compressed V2 encoding, in microseconds from the scheduled time. */
      readonly deliveryUs: string;
      readonly ackUs: string;
    };
