import { CodecIndex, type Codecs } from './codec.js';
import { encodePrefixedEnvelope, readerOf } from './flatbuffer.js';
import { PROTOCOL_VERSION } from './frame.js';
import { Body } from './generated/body.js';
import { Frame } from './generated/frame.js';

/** A body type or frame version of a newer peer: to be refused by a server, ignored by a client. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly type: number;
}

export interface Received<Message> {
  readonly ref: number;
  readonly message: Message | Unsupported;
}

/** Frames of one direction. */
export class FrameIndex<Message extends { readonly kind: string }> {
  readonly #codecs: CodecIndex<Message>;

  constructor(codecs: Codecs) {
    this.#codecs = new CodecIndex(codecs);
  }

  kind(type: number): Message['kind'] | undefined {
    return this.#codecs.kind(type);
  }

  encode(message: Message, ref: number, acceptsDeflated = false): Uint8Array {
    const codec = this.#codecs.codecOf(message);
    return encodePrefixedEnvelope((b) => {
      const body = codec.put(b, message);
      Frame.startFrame(b);
      Frame.addRef(b, ref);
      Frame.addBodyType(b, codec.type);
      Frame.addBody(b, body);
      Frame.addAcceptsDeflated(b, acceptsDeflated);
      return Frame.endFrame(b);
    });
  }

  decode(bytes: Uint8Array): Received<Message> | undefined {
    const frame = Frame.getRootAsFrame(readerOf(bytes));
    const ref = frame.ref();
    const type = frame.bodyType();
    if (frame.version() !== PROTOCOL_VERSION) return { ref, message: { kind: 'unsupported', type } };
    const message = this.#codecs.get(frame);
    if (message !== undefined) return { ref, message };
    return type in Body ? undefined : { ref, message: { kind: 'unsupported', type } };
  }
}
