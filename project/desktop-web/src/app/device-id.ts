const KEY = 'godwit.device';

/** Stable per installation. Where storage is blocked each visit is a device of its own. */
export function deviceId(storage: Storage): string {
  try {
    const kept = storage.getItem(KEY);
    if (kept !== null && kept !== '') return kept;
    const made = crypto.randomUUID();
    storage.setItem(KEY, made);
    return made;
  } catch {
    return crypto.randomUUID();
  }
}
