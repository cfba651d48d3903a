import type { Id } from '@godwit/shared/ids/id';

export interface EntryToCommit {
  readonly conversationId: Id;
  /** Of the snapshot that the sender's right to send was checked against. */
  readonly membershipVersion: number;
  /** conversation_member.id of the sender. */
  readonly memberRowId: Id;
  readonly senderId: Id;
  readonly clientMsgId: Id;
  readonly messageId: Id;
  /** EntryKind number. */
  readonly kind: number;
  readonly targetSeq: number;
  readonly body: Uint8Array;
}

export type CommittedEntry =
  | { readonly at: 'placed'; readonly seq: number; readonly countableNo: number; readonly createdAt: number }
  | {
      readonly at: 'repeated';
      readonly messageId: Id;
      readonly seq: number;
      readonly countableNo: number;
      readonly createdAt: number;
      readonly same: boolean;
    }
  /** The membership version has changed, or the conversation is gone: nothing was written. */
  | { readonly at: 'stale' };

export const STALE: CommittedEntry = { at: 'stale' };

/** The countable kind: EntryKind of schema/message.fbs. */
export const MESSAGE_KIND = 0;
