import type { Ledger, LedgerSource } from './ledger.ts';
import type { ChangeEvent, DeviceEvent, LedgerEvent, NemesisEvent } from './ledger-event.ts';

/** For scenarios with few messages, whose devices live in the process of the checker. */
export class MemoryLedger implements Ledger, LedgerSource {
  readonly name = 'memory';
  readonly events: LedgerEvent[] = [];

  write(event: DeviceEvent | NemesisEvent | ChangeEvent): void {
    this.events.push({ at: Date.now(), ...event });
  }

  async *read(): AsyncIterable<readonly LedgerEvent[]> {
    yield this.events;
  }
}
