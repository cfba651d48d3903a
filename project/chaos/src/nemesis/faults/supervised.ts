import { setTimeout as sleep } from 'node:timers/promises';
import { ChildFailed } from '../../../../../scripts/servers/child-process.ts';

const ATTEMPTS = 20;
const RETRY_MS = 500;

/** A process that cannot start, because another fault holds what it needs, is started again, as a supervisor does. */
export async function supervised(start: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await start();
      return;
    } catch (error) {
      if (!(error instanceof ChildFailed) || attempt === ATTEMPTS) throw error;
      await sleep(RETRY_MS);
    }
  }
}
