import type { Id } from '@godwit/shared/ids/id';

export interface Limits {
  readonly maxFrameBytes: number;
  readonly maxBatchEntries: number;
  readonly maxBodyBytes: number;
  /** Conversations that the server may be told to be on the screen; 0 = it does not want to know. */
  readonly maxShown: number;
}

/** What a transition may know besides its state and event. Equal contexts give equal transitions. */
export interface Context {
  /** ms since 1970. */
  readonly now: number;
  readonly me: Id;
  readonly online: boolean;
  readonly limits: Limits;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** A number that was not given before in this run: request refs and link generations. */
  readonly fresh: () => number;
}
