import type { Id } from '@godwit/shared/ids/id';

export interface EntryToCommit {
  readonly conversationId: Id;
  /** Of the snapshot that the sender's right to send was checked against. */
  readonly membershipVersion: number;
  /** conversation_member.id of the sender. */
  readonly memberRowId: Id;
  /** A message changes what both may send (isCounted). */
  readonly counted: boolean;
  readonly senderId: Id;
  readonly clientMsgId: Id;
  readonly messageId: Id;
  /** EntryKind number. */
  readonly kind: number;
  readonly targetSeq: number;
  readonly body: Uint8Array;
  /** Of a quote (targetSeq > 0): the body for the case that the sender cannot see the quoted message, or it is recalled. */
  readonly unquoted: Uint8Array;
  readonly mentions: readonly Mention[];
  readonly files: readonly FileRow[];
}

/** A row of message_mention. userId 0: every member. Only members of now get one. */
export interface Mention {
  readonly rowId: Id;
  readonly userId: Id;
}

/** A row of message_file; the file was claimed (claim-files.ts). */
export interface FileRow {
  readonly rowId: Id;
  readonly fileId: Id;
}

export type CommittedEntry =
  | {
      readonly at: 'placed';
      readonly seq: number;
      readonly countableNo: number;
      readonly createdAt: number;
      /** The body without its quote was stored. */
      readonly unquoted: boolean;
    }
  | {
      readonly at: 'repeated';
      readonly messageId: Id;
      readonly seq: number;
      readonly countableNo: number;
      readonly createdAt: number;
      readonly content: RepeatedContent;
    }
  /** The membership version has changed, or the conversation is gone: nothing was written. */
  | { readonly at: 'stale' };

/** Of a row d, against the entry e with the same client id. */
export const CONTENT = `CASE
    WHEN d.kind <> e.kind OR d.target_seq <> e.target_seq THEN 'other'
    WHEN d.body = e.body THEN 'same'
    WHEN d.deleted = 1 OR d.edits > 0 OR d.body = e.unquoted THEN 'changed'
    ELSE 'other' END`;

/** Against the row of the first time. changed: recalled, edited or its quote emptied since, so that it cannot be told from another body. */
export type RepeatedContent = 'same' | 'changed' | 'other';

export const STALE: CommittedEntry = { at: 'stale' };

/** The countable kind: EntryKind of schema/message.fbs. */
export const MESSAGE_KIND = 0;
