/** The raw deflate of bytes. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array>;

/** What this platform deflates with; undefined where it cannot (browsers before 2023). */
export function platformDeflate(): Deflate | undefined {
  try {
    new CompressionStream('deflate-raw');
    return deflate;
  } catch {
    return undefined;
  }
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
