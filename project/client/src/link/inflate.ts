/** The inflated bytes; undefined: not raw deflate data, or more than `maxBytes` of it. */
export type Inflate = (deflated: Uint8Array, maxBytes: number) => Promise<Uint8Array | undefined>;

/** Fed so little at a time that data which grows a thousandfold is noticed after a megabyte. */
const FEED_BYTES = 1_024;

/** What this platform inflates with; undefined where it cannot (browsers before 2023): then nothing is asked for that would have to be. */
export function platformInflate(): Inflate | undefined {
  try {
    new DecompressionStream('deflate-raw');
    return inflate;
  } catch {
    return undefined;
  }
}

async function inflate(deflated: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  const reader = fed(deflated.slice()).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const inflated = new Uint8Array(maxBytes);
  let length = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (length + chunk.value.length > maxBytes) {
        await reader.cancel();
        return undefined;
      }
      inflated.set(chunk.value, length);
      length += chunk.value.length;
    }
  } catch {
    return undefined;
  }
  return inflated.subarray(0, length);
}

function fed(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += FEED_BYTES)));
      else controller.close();
    },
  });
}
