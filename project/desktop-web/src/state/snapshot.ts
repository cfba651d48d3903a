/** Small values kept per user in localStorage, so that a reload without a network shows them. A full or blocked storage only loses the copy. */
export interface Snapshots {
  read(userId: string, name: string): unknown;
  write(userId: string, name: string, value: unknown): void;
  /** Forgets everything of this user. */
  wipe(userId: string): void;
}

/** The id of a client that nobody is signed in to. An event may come just before it knows its user, or after; no wipe would remove what was kept then. */
const NOBODY = '0';

const prefix = (userId: string): string => `godwit.user.${userId}.`;

export function createSnapshots(storage: Storage): Snapshots {
  return {
    read(userId, name) {
      try {
        return JSON.parse(storage.getItem(prefix(userId) + name) ?? 'null') as unknown;
      } catch {
        return null;
      }
    },
    write(userId, name, value) {
      if (userId === NOBODY) return;
      try {
        storage.setItem(prefix(userId) + name, JSON.stringify(value));
      } catch {
        // Full or blocked: the value lives in memory only.
      }
    },
    wipe(userId) {
      const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
      for (const key of keys) if (key?.startsWith(prefix(userId))) storage.removeItem(key);
    },
  };
}
