// F-12: pages in a smaller form, for askers who can read it. zlib works on threads of its own, so that live messages do not wait for it.
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { encodeDeflated, MIN_DEFLATED_BYTES } from '@godwit/shared/protocol/deflated';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';

const deflate = promisify(deflateRaw);
/** The fastest: further levels take more CPU than the bytes that they save are worth on a server. */
const LEVEL = 1;

/** Both with their length prefix. The frame itself where it is short or would not become smaller. */
export async function deflatedIfSmaller(frame: Uint8Array, ref: number): Promise<Uint8Array> {
  const bare = withoutLengthPrefix(frame);
  if (bare.length < MIN_DEFLATED_BYTES) return frame;
  const deflated = encodeDeflated(await deflate(bare, { level: LEVEL }), ref);
  return deflated.length < frame.length ? deflated : frame;
}
