/** How a user who was away gets the messages that it missed. */
export interface Missed {
  /** From the start of the connect until the user is signed in. */
  readonly connectMs: number;
  /** From then until the last missed message is there. */
  readonly syncMs: number;
  /** Requests to the server. */
  readonly requests: number;
}
