import { closeSync, openSync, writeSync } from 'node:fs';
import type { Ledger } from './ledger.ts';
import type { ChangeEvent, DeviceEvent, NemesisEvent } from './ledger-event.ts';

/** One JSON object a line. Written through to the kernel line by line: what was invoked is known even if the process is killed. */
export class FileLedger implements Ledger {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  write(event: DeviceEvent | NemesisEvent | ChangeEvent): void {
    writeSync(this.#file, `${JSON.stringify({ at: Date.now(), ...event })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
