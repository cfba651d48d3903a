import type { Id } from '@godwit/shared/ids/id';
import type { Lane } from '@godwit/shared/protocol/messages/lane';

/** A session of an access node: the address of an answer. */
export interface SessionRef {
  readonly node: string;
  readonly handle: number;
}

/** Where a frame came from. The user is the session's, never what the frame says. */
export interface Origin extends SessionRef {
  readonly userId: Id;
  /** Answers go back on the lane of the question. */
  readonly lane: Lane;
  /** Of the frame, 0 = none. */
  readonly ref: number;
  /** Epoch ms; afterwards the client has sent the frame again, and this copy must not be worked on (C8). */
  readonly expiresAt: number;
  /** When access had read it, epoch ms of its clock. */
  readonly receivedAt: number;
  /** When it came here, monotonic ms. */
  readonly arrivedMs: number;
}

export const isSameSession = (a: SessionRef, b: SessionRef): boolean => a.handle === b.handle && a.node === b.node;
