const POLL_MS = 10;
const PATIENCE_MS = 20_000;

/** The first value that is not undefined, for states that announce nothing; events are awaited where there are some. */
export async function until<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > endMs) throw new Error(`${what}: not within ${String(PATIENCE_MS)} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
