import type { Id } from '@godwit/shared/ids/id';
import type { EntryKind } from '../wire.js';

/** What an entry says, and what was done to it. */
export interface Face {
  readonly kind: EntryKind;
  readonly targetSeq: number;
  readonly text: string;
  readonly preview: string;
  readonly recalled: boolean;
  readonly editedAt: number;
  /** Emoji, count, users, mine, of each. */
  readonly reactions: string;
}

/** One row of a timeline as a user saw it. */
export type Row =
  | { readonly at: 'entry'; readonly seq: number; readonly id: Id; readonly face: Face }
  | { readonly at: 'pending'; readonly id: Id; readonly quotedSeq: number; readonly preview: string }
  | { readonly at: 'gap' };

/** What clients report about themselves, in the order it happened. run: grows with every restart of a device. */
export type Line =
  /** The send was confirmed to the user as kept: durable and shown. */
  | { readonly at: 'invoke'; readonly device: string; readonly conversation: Id; readonly id: Id }
  | { readonly at: 'sent'; readonly device: string; readonly id: Id; readonly seq: number }
  | { readonly at: 'failed'; readonly device: string; readonly id: Id }
  | {
      readonly at: 'entry';
      readonly device: string;
      readonly run: number;
      readonly conversation: Id;
      readonly seq: number;
      readonly id: Id;
    }
  | { readonly at: 'timeline'; readonly device: string; readonly run: number; readonly conversation: Id; readonly rows: readonly Row[] }
  | {
      readonly at: 'end';
      readonly device: string;
      readonly user: Id;
      readonly conversation: Id;
      readonly rows: readonly Row[];
      readonly unread: number;
      readonly pins: readonly number[];
      /** What the list shows of its last entry. */
      readonly last: Face | undefined;
    };

/** What the server holds in the end. */
export interface Log {
  readonly conversation: Id;
  readonly rows: readonly { readonly seq: number; readonly id: Id; readonly sender: Id; readonly countableNo: number }[];
  readonly readCountable: ReadonlyMap<Id, number>;
  readonly refused: ReadonlySet<Id>;
  readonly pins: readonly number[];
  /** When who was a member, in order, as the seqs that he may see; to: Infinity = he is one. */
  readonly stays: readonly { readonly user: Id; readonly from: number; readonly to: number }[];
  /** Of each row, as a user sees it. */
  readonly faces: (user: Id) => readonly Face[];
}
