const TICK_MS = 1;

/**
 * Calls `send` for every message of the schedule: the n-th is due n / rate seconds after the start, however late the last one was.
 * A tick sends all that has become due.
 */
export async function openLoop(rate: number, seconds: number, send: (n: number, dueAtMs: number) => void): Promise<void> {
  const start = performance.now();
  const total = Math.floor(rate * seconds);
  for (let n = 0; ;) {
    const elapsedMs = performance.now() - start;
    for (const due = Math.min(Math.floor((elapsedMs / 1000) * rate) + 1, total); n < due; n++) send(n, start + (n / rate) * 1000);
    if (elapsedMs >= seconds * 1000) return;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}
