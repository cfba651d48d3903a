import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary directory of an arm and what must be ended before it is removed, the last first. */
export class ArmDirectory {
  readonly path: string;
  readonly #cleanups: (() => Promise<unknown>)[] = [];

  constructor(name: string) {
    this.path = mkdtempSync(join(tmpdir(), `godwit-${name}-`));
  }

  /** Builds the arm; when that fails nothing stays. */
  async build<T>(assemble: (directory: this) => Promise<T>): Promise<T> {
    try {
      return await assemble(this);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  onClose(cleanup: () => Promise<unknown>): void {
    this.#cleanups.push(cleanup);
  }

  async close(): Promise<void> {
    for (let cleanup = this.#cleanups.pop(); cleanup !== undefined; cleanup = this.#cleanups.pop()) await cleanup();
    rmSync(this.path, { recursive: true, force: true });
  }
}
