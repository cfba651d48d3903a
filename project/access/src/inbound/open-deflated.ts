// Hop 3: what a client has deflated (F10), as if it had not. In access, because only the whole frame shows its kind, and everything behind
// takes it by its kind. Bound: what inflates to more than a frame is given up there, so a bomb costs the time and memory of one frame.
import { inflateRawSync } from 'node:zlib';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { deflatedOf } from '@godwit/shared/protocol/deflated';
import { frameKind, frameVersion, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { upKind } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';

/** What is deflated in a frame whose header was verified; undefined: nothing. */
export const deflatedIn = (frame: Uint8Array): Uint8Array | undefined =>
  frameKind(frame) === 0 && verify('Frame', frame) ? deflatedOf(frame) : undefined;

/** The frame with its header verified. Only a UserMessage may come deflated. */
export function openDeflated(deflated: Uint8Array): Outcome<Uint8Array> {
  const opened = inflated(deflated);
  if (!opened.ok) return opened;
  const frame = opened.value;
  if (!verify('Frame', frame, 'header')) return refuse('MALFORMED_FRAME');
  return frameVersion(frame) === PROTOCOL_VERSION && upKind(frameKind(frame)) === 'userMessage' ? opened : refuse('UNKNOWN_FRAME');
}

function inflated(deflated: Uint8Array): Outcome<Uint8Array> {
  try {
    return ok(inflateRawSync(deflated, { maxOutputLength: MAX_FRAME_BYTES }));
  } catch (error) {
    return refuse((error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'MSG_TOO_LARGE' : 'MALFORMED_FRAME');
  }
}
