export interface StorageUse {
  /** Bytes; 0 = the browser does not say. */
  readonly used: number;
  readonly quota: number;
  /** Whether the browser promised not to clear it by itself. */
  readonly persisted: boolean;
}

const UNKNOWN: StorageUse = { used: 0, quota: 0, persisted: false };

/** Pages on plain http have no storage manager; private windows may refuse. */
export async function storageUse(storage: StorageManager | undefined): Promise<StorageUse> {
  if (storage === undefined) return UNKNOWN;
  try {
    const [{ usage = 0, quota = 0 }, persisted] = await Promise.all([storage.estimate(), storage.persisted()]);
    return { used: usage, quota, persisted };
  } catch {
    return UNKNOWN;
  }
}
