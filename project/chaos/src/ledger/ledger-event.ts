import type { Id } from '@godwit/shared/ids/id';

/** What one device was asked to send, as its user saw it: `seq` is set by the ack and nothing else. */
export interface LedgerSend {
  readonly conversationId: Id;
  readonly text: string;
  seq: number | undefined;
}

export interface LedgerEntry {
  readonly conversationId: Id;
  readonly seq: number;
  readonly text: string;
}

/** Everything that one device did and showed, in order. Written by the test around the SDK, never read back from the system. */
export interface Ledger {
  readonly device: string;
  readonly userId: Id;
  readonly sends: LedgerSend[];
  /** Confirmed entries in the order in which they were shown. */
  readonly shown: LedgerEntry[];
}
