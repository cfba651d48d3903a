// What a ledger holds: what one device was asked, was told and showed, in order, and what the nemesis did meanwhile. Written around the
// SDK by whoever uses it, never read back from the system. A text occurs once in a run, so it names its message.
import type { Id } from '@godwit/shared/ids/id';

/** One line. `at`: ms since 1970; all ledgers of a run are written on one machine. */
export type LedgerEvent = { readonly at: number } & (DeviceEvent | NemesisEvent | ChangeEvent);

export type DeviceEvent =
  /** The first of each device. */
  | { readonly do: 'device'; readonly device: string; readonly user: Id }
  | { readonly do: 'connect'; readonly device: string; readonly over: string; readonly node: string }
  | { readonly do: 'sync'; readonly device: string }
  | { readonly do: 'close'; readonly device: string; readonly why: string }
  /** The client is gone, with or without a goodbye, and a new one starts over what its store kept. */
  | { readonly do: 'reload'; readonly device: string }
  /** Before the sends start, in the order of the sends. */
  | { readonly do: 'invoke'; readonly device: string; readonly conversation: Id; readonly texts: readonly string[] }
  /** The user was told “sent”; `seq` 0 = told by the entry itself, which was shown in the place of the pending one. */
  | { readonly do: 'ack'; readonly device: string; readonly text: string; readonly seq: number }
  /** The user was told “failed”. */
  | { readonly do: 'refuse'; readonly device: string; readonly text: string; readonly error: string }
  /** Entries that appeared, one after the other. */
  | { readonly do: 'show'; readonly device: string; readonly conversation: Id; readonly entries: readonly LedgerEntry[] }
  /** What scrolling up gave, ascending: what a device has beside what appeared live. */
  | { readonly do: 'page'; readonly device: string; readonly conversation: Id; readonly entries: readonly LedgerEntry[] }
  /** The end of an open conversation as it is on the screen: seqs of entries, 0 where a gap is shown, texts of pending ones; said: seqs of the entries that have a text there. */
  | {
      readonly do: 'view';
      readonly device: string;
      readonly conversation: Id;
      readonly items: readonly (number | string)[];
      readonly said: readonly number[];
    }
  /** The user was told that the message was taken back. */
  | { readonly do: 'recalled'; readonly device: string; readonly conversation: Id; readonly seq: number }
  /** The recall of that entry appeared. */
  | { readonly do: 'gone'; readonly device: string; readonly conversation: Id; readonly seq: number }
  /** The user has read up to there. */
  | { readonly do: 'read'; readonly device: string; readonly conversation: Id; readonly seq: number }
  /** The marks that the device shows: its own user's and the other side's. */
  | { readonly do: 'marks'; readonly device: string; readonly conversation: Id; readonly own: number; readonly peer: number };

export type NemesisEvent =
  | { readonly do: 'fault'; readonly fault: string }
  | { readonly do: 'heal'; readonly fault: string }
  /** All faults are over, everything runs, and nobody sends any more: from here on the time to recover counts. */
  | { readonly do: 'recovered' };

/** What somebody asks for in a group. */
export interface Change {
  readonly conversation: Id;
  readonly change: 'invite' | 'remove' | 'leave';
  readonly by: Id;
  readonly members: readonly Id[];
}

export type ChangeEvent =
  /** Before it is asked for. */
  | ({ readonly do: 'change' } & Change)
  /** “ok”, or the error that was told; of some errors nobody knows whether it was done. */
  | ({ readonly do: 'changed'; readonly answer: string } & Change);

export type LedgerEntry = readonly [seq: number, text: string, sender: Id];
