const KEY = 'godwit.device';

/** Stable per installation. Where storage is blocked each visit is a device of its own. */
export function deviceId(storage: Storage): string {
  try {
    const kept = storage.getItem(KEY);
    if (kept !== null && kept !== '') return kept;
    const made = randomDeviceId();
    storage.setItem(KEY, made);
    return made;
  } catch {
    return randomDeviceId();
  }
}

/** 128 random bits in hex. Not randomUUID(): pages on plain http under another name than localhost do not have it. */
const randomDeviceId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
