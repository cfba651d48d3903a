import type { Id } from '@godwit/shared/ids/id';

/** One row of a timeline as a user saw it. */
export type Row =
  { readonly at: 'entry'; readonly seq: number; readonly id: Id } | { readonly at: 'pending'; readonly id: Id } | { readonly at: 'gap' };

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
    };

/** What the server holds in the end. */
export interface Log {
  readonly conversation: Id;
  readonly rows: readonly { readonly seq: number; readonly id: Id; readonly sender: Id; readonly countableNo: number }[];
  readonly readCountable: ReadonlyMap<Id, number>;
}
