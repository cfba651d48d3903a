import { decodeDown } from '@godwit/shared/protocol/down';
import { FrameReader, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import type { MessageCutter } from './dropping-proxy.ts';

const END_OF_UPGRADE = Buffer.from('\r\n\r\n');
const BINARY = 0x82; // final, opcode 2

/** What an access node says over a WebSocket: the answer to the upgrade, then unmasked frames of one Godwit frame each. */
export class WebSocketCutter implements MessageCutter {
  #rest: Buffer = Buffer.alloc(0);
  #open = false;

  push(bytes: Buffer): { bytes: Buffer; carriesPush: boolean }[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) messages.push(next);
    return messages;
  }

  #next(): { bytes: Buffer; carriesPush: boolean } | undefined {
    if (this.#open) return this.#frame();
    const end = this.#rest.indexOf(END_OF_UPGRADE);
    if (end < 0) return undefined;
    this.#open = true;
    return { bytes: this.#take(end + END_OF_UPGRADE.length), carriesPush: false };
  }

  #frame(): { bytes: Buffer; carriesPush: boolean } | undefined {
    const [first = 0, short = 0] = this.#rest;
    const headerBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (this.#rest.length < headerBytes) return undefined;
    const payloadBytes = short === 126 ? this.#rest.readUInt16BE(2) : short === 127 ? Number(this.#rest.readBigUInt64BE(2)) : short;
    if (this.#rest.length < headerBytes + payloadBytes) return undefined;
    const bytes = this.#take(headerBytes + payloadBytes);
    return { bytes, carriesPush: first === BINARY && isPush(bytes.subarray(headerBytes)) };
  }

  #take(count: number): Buffer {
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }
}

function isPush(payload: Buffer): boolean {
  const frames = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
  frames.push(new Uint8Array(payload));
  const read = frames.next();
  return read.at === 'frame' && decodeDown(read.bytes)?.message.kind === 'pushMessage';
}
