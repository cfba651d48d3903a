import { decodeToAccess } from '@godwit/shared/protocol/inside';
import type { MessageCutter } from './dropping-proxy.ts';

/** Subjects of what is meant to be noticed when it is lost. */
const PUSHES = /^im\.(access\..+\.downstream|room\..+)$/;
const END_OF_LINE = Buffer.from('\r\n');

/** What a NATS server says: lines, and payloads behind MSG and HMSG. */
export class NatsCutter implements MessageCutter {
  #rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): { bytes: Buffer; carriesPush: boolean }[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) messages.push(next);
    return messages;
  }

  #next(): { bytes: Buffer; carriesPush: boolean } | undefined {
    const lineEnd = this.#rest.indexOf(END_OF_LINE);
    if (lineEnd < 0) return undefined;
    const [verb = '', subject = '', ...numbers] = this.#rest.subarray(0, lineEnd).toString().split(' ');
    const start = lineEnd + END_OF_LINE.length;
    const payloadEnd = start + (verb === 'MSG' || verb === 'HMSG' ? Number(numbers.at(-1)) : 0);
    const end = payloadEnd === start ? start : payloadEnd + END_OF_LINE.length;
    if (this.#rest.length < end) return undefined;
    const message = this.#rest.subarray(0, end);
    const carriesPush = verb === 'MSG' && PUSHES.test(subject) && hasCounted(this.#rest.subarray(start, payloadEnd));
    this.#rest = this.#rest.subarray(end);
    return { bytes: message, carriesPush };
  }
}

function hasCounted(payload: Buffer): boolean {
  const message = decodeToAccess(new Uint8Array(payload));
  if (message?.kind === 'roomDelivery') return true;
  return message?.kind === 'downstream' && message.deliveries.some(({ counted }) => counted);
}
