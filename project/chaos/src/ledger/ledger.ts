import type { ChangeEvent, DeviceEvent, LedgerEvent, NemesisEvent } from './ledger-event.ts';

/** Takes events in order; each is kept before write() returns. */
export interface Ledger {
  write(event: DeviceEvent | NemesisEvent | ChangeEvent): void;
}

/** Ledgers are read again and again, so they are no one-time iterators. */
export interface LedgerSource {
  /** For messages about unreadable lines. */
  readonly name: string;
  read(): AsyncIterable<readonly LedgerEvent[]>;
}
