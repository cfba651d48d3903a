import { guard } from '@godwit/shared/guard';
import { encodeDeflated, MIN_DEFLATED_BYTES } from '@godwit/shared/protocol/deflated';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { encodeUp } from '@godwit/shared/protocol/up';
import type { Transport } from '../transport/transport.js';
import type { Connection } from './connection.js';
import type { Deflate } from './deflate.js';

export interface SenderOptions {
  readonly transport: Transport;
  /** So may be the answers to what is asked on the bulk lane. */
  readonly acceptsDeflated: boolean;
  /** undefined: this platform or the server cannot. */
  readonly deflate: Deflate | undefined;
}

/** Hop 2. Frames behind a message that is being deflated overtake it: a conversation has one batch in flight, and others have no order among them. */
export function sender({ transport, acceptsDeflated, deflate }: SenderOptions): Connection['send'] {
  return (up, ref, lane) => {
    const frame = encodeUp(up, ref, acceptsDeflated && lane === 'bulk');
    if (deflate === undefined || up.kind !== 'userMessage' || frame.length < MIN_DEFLATED_BYTES) transport.send(frame, lane);
    else guard(deflatedIfSmaller(frame, ref, deflate).then((smaller) => transport.send(smaller, lane)));
  };
}

async function deflatedIfSmaller(frame: Uint8Array, ref: number, deflate: Deflate): Promise<Uint8Array> {
  try {
    const deflated = encodeDeflated(await deflate(withoutLengthPrefix(frame)), ref);
    return deflated.length < frame.length ? deflated : frame;
  } catch {
    return frame;
  }
}
