// Removes uploads that were given up, and files that nothing refers to any more (S16). Every web node does it: rows are taken with
// SKIP LOCKED, so no two take the same, and no node has to be chosen for it. Bound: BATCH files a turn, a turn every TURN_MS.
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import type { Database } from '../store/database.js';
import { checkFiles, forgetFiles } from '../store/files.js';
import { type FileStorage, keyOf } from './file-storage.js';

const BATCH = 100;
const TURN_MS = 30_000;
const RECHECK_MS = 7 * 86_400_000;

export interface CleanUpOptions {
  readonly db: Database;
  readonly storage: FileStorage;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One turn; how many files it took. Once the signal aborts it begins with no other: they have their next time as if they had failed. */
export async function cleanUp({ db, storage, log }: Omit<CleanUpOptions, 'clock'>, signal: AbortSignal): Promise<number> {
  const checked = await checkFiles(db, BATCH, { recheckMs: RECHECK_MS });
  const gone: string[] = [];
  for (const { fileId, storageKey, unused } of checked) {
    if (signal.aborted) break;
    try {
      if (unused) await storage.remove(keyOf(storageKey));
      else await storage.dropRest(storageKey); // a URL that was signed for it may have been used again
      if (unused) gone.push(fileId);
    } catch (error) {
      log.warn({ err: error, fileId }, 'a file could not be removed; the next turn tries again');
    }
  }
  await forgetFiles(db, gone);
  if (gone.length > 0) log.info({ files: gone.length }, 'unused files removed');
  return checked.length;
}

/** Turns until stopped, which waits for the file in hand; a full one is followed by the next at once. */
export function startCleanUp(options: CleanUpOptions): { stop(): Promise<void> } {
  const { clock, log } = options;
  let cancel = (): void => undefined;
  let turn: Promise<void> = Promise.resolve();
  const stopping = new AbortController();
  const next = (waitMs: number): void => {
    if (stopping.signal.aborted) return;
    cancel = clock.setTimeout(() => {
      turn = cleanUp(options, stopping.signal)
        .catch((error: unknown) => {
          log.warn({ err: error }, 'unused files could not be looked for');
          return 0;
        })
        .then((looked) => {
          next(looked === BATCH ? 0 : TURN_MS * (0.5 + Math.random()));
        });
      guard(turn);
    }, waitMs);
  };
  next(TURN_MS * Math.random());
  return {
    stop: async () => {
      stopping.abort();
      cancel();
      await turn;
    },
  };
}
