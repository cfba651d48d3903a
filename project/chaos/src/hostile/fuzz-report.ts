export interface FuzzReport {
  readonly accepted: number;
  readonly refused: number;
  /** Buffers about which verifier and reference disagree, or that cost more than they may. */
  readonly wrong: number;
  /** The first of them; empty = none. */
  readonly example: string;
  readonly slowestMs: number;
}

export interface RoundTripReport {
  readonly sent: number;
  readonly changed: number;
  readonly example: string;
}
