import { acceptsDeflated, deflatedOf } from '@godwit/shared/protocol/deflated';
import { frameRef, MAX_FRAME_BYTES, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { decodeUp, encodeUp, type Up } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import { describe, expect, it, vi } from 'vitest';
import type { Transport } from '../transport/transport.js';
import { type Deflate, platformDeflate } from './deflate.js';
import { platformInflate } from './inflate.js';
import { sender } from './sender.js';

const deflate = platformDeflate()!;
const inflate = platformInflate()!;

const message = (body: Uint8Array): Up => ({
  kind: 'userMessage',
  conversationId: '7',
  entries: [{ clientMsgId: '1', kind: 'message', targetSeq: 0, body }],
});
const prose = (bytes: number): Uint8Array => new TextEncoder().encode('it flies without landing '.repeat(bytes / 25).padEnd(bytes));
const noise = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, () => Math.floor(Math.random() * 256));
const TYPING: Up = { kind: 'typing', conversationId: '7', typing: true };

/** What was handed to the transport, without length prefixes. */
function rig(options: { deflate: Deflate | undefined; acceptsDeflated?: boolean }) {
  const sent: Uint8Array[] = [];
  const transport: Transport = { kind: 'websocket', send: (frame) => sent.push(withoutLengthPrefix(frame)), close: () => undefined };
  const send = sender({ transport, acceptsDeflated: false, ...options });
  return { sent, send };
}

describe('[F-12] what is sent', () => {
  it('a message of 1 KiB and more goes out deflated and means the same', async () => {
    const { sent, send } = rig({ deflate });
    send(message(prose(2_000)), 5, 'live');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    const [frame] = sent as [Uint8Array];
    expect([verify('Frame', frame), frameRef(frame), frame.length < 1_000]).toEqual([true, 5, true]);
    expect(await inflate(deflatedOf(frame)!, MAX_FRAME_BYTES)).toEqual(withoutLengthPrefix(encodeUp(message(prose(2_000)), 5)));
  });

  it('shorter ones, and all to a server that does not read it, go out at once as they are', () => {
    const short = rig({ deflate });
    short.send(message(prose(500)), 5, 'live');
    const old = rig({ deflate: undefined });
    old.send(message(prose(2_000)), 5, 'live');
    expect([...short.sent, ...old.sent].map((frame) => decodeUp(frame)?.message)).toEqual([message(prose(500)), message(prose(2_000))]);
  });

  it('what deflate makes no smaller, or cannot do, goes out as it is', async () => {
    const body = noise(2_000);
    for (const each of [deflate, () => Promise.reject(new Error('out of memory'))]) {
      const { sent, send } = rig({ deflate: each });
      send(message(body), 5, 'live');
      await vi.waitFor(() => expect(sent).toHaveLength(1));
      expect(decodeUp(sent[0]!)).toEqual({ ref: 5, message: message(body) });
    }
  });

  it('nothing else waits for it', async () => {
    const { sent, send } = rig({ deflate });
    send(message(prose(2_000)), 5, 'live');
    send(TYPING, 0, 'live');
    expect(sent.map((frame) => decodeUp(frame)?.message)).toEqual([TYPING]);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
  });

  it('answers may be deflated on the bulk lane only, where this device can read them', () => {
    const ask: Up = { kind: 'historyRequest', conversationId: '1', fromSeq: 1, toSeq: 0, limit: 9, direction: 'forward', since: 0 };
    const flags = [true, false].flatMap((accepts) => {
      const { sent, send } = rig({ deflate: undefined, acceptsDeflated: accepts });
      send(TYPING, 0, 'live');
      send(ask, 2, 'bulk');
      return sent.map(acceptsDeflated);
    });
    expect(flags).toEqual([false, true, false, false]);
  });
});
