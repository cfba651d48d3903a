import type { Id } from '@godwit/shared/ids/id';
import type { SystemEvent } from '@godwit/shared/protocol/messages/system-event';

export interface StoredEntry {
  readonly seq: number;
  readonly sender: Id;
  readonly text: string;
  /** false: written by the system, e.g. when a friendship began. */
  readonly byUser: boolean;
  /** Its text is gone. */
  readonly recalled: boolean;
  /** What the system says there, e.g. who has left. */
  readonly event?: SystemEvent;
}

/** One conversation in PostgreSQL. */
export interface StoredLog {
  /** What its head says; must be the number of entries. */
  readonly lastSeq: number;
  /** Ascending. */
  readonly entries: readonly StoredEntry[];
  readonly members: ReadonlyMap<Id, StoredMember>;
}

export interface StoredMember {
  readonly minSeq: number;
  /** 0 = no end. */
  readonly maxSeq: number;
  readonly readSeq: number;
}

/** What PostgreSQL holds when everything is over: the truth that ledgers are compared with. */
export type Truth = ReadonlyMap<Id, StoredLog>;

export function entryAt({ entries }: StoredLog, seq: number): StoredEntry | undefined {
  const dense = entries[seq - 1];
  return dense?.seq === seq ? dense : entries.find((entry) => entry.seq === seq);
}
