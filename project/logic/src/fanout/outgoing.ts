import type { Id } from '@godwit/shared/ids/id';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { Lane } from '@godwit/shared/protocol/messages/lane';
import type { SessionRef } from '../session-ref.js';

/** Every session of these users or of the members of a room, or one session. `except`: the session that knows already. */
export type Recipients =
  | { readonly at: 'users'; readonly userIds: readonly Id[]; readonly except?: SessionRef }
  | ({ readonly at: 'room'; readonly except?: SessionRef } & RoomRange)
  | { readonly at: 'session'; readonly session: SessionRef };

/** Entries of a room as its members at membershipVersion may see them. */
export interface RoomRange {
  readonly conversationId: Id;
  readonly membershipVersion: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** A frame, with its length prefix, and who gets it. */
export interface Outgoing {
  readonly to: Recipients;
  readonly lane: Lane;
  /** Part of the sessions' push count. */
  readonly counted: boolean;
  /** The users' state version when the frame changes it, else 0. */
  readonly userVersion: number;
  readonly frame: Uint8Array;
}

/** Resolves when NATS has everything, or it is lost; never rejects. */
export interface Deliver {
  deliver(outgoing: readonly Outgoing[]): Promise<void>;
}

export interface TellRoomChanges {
  /** After every COMMIT that changed the membership version of a room, and before what follows of it is delivered. */
  roomChanged(change: RoomChange): void;
}

export const pushTo = (
  userIds: readonly Id[],
  frame: Uint8Array,
  { except, userVersion = 0 }: { except?: SessionRef; userVersion?: number } = {},
): Outgoing => ({
  to: { at: 'users', userIds, ...(except === undefined ? {} : { except }) },
  lane: 'live',
  counted: true,
  userVersion,
  frame,
});

export const answerTo = (session: SessionRef, lane: Lane, frame: Uint8Array): Outgoing => ({
  to: { at: 'session', session },
  lane,
  counted: false,
  userVersion: 0,
  frame,
});
