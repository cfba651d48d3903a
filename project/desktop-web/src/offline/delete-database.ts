/** Of the client, wherever it runs. */
export const DATABASE = 'godwit';
/** Another page that holds it open lets go at once; one that hangs does not. */
const DEADLINE_MS = 5_000;

/** Away with a database that cannot be read; the next start makes it anew. false: the browser refused. */
export function deleteDatabase(): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), DEADLINE_MS);
    const end = (done: boolean): void => {
      clearTimeout(late);
      resolve(done);
    };
    try {
      const request = indexedDB.deleteDatabase(DATABASE);
      request.onsuccess = () => end(true);
      request.onerror = () => end(false);
    } catch {
      end(false);
    }
  });
}
