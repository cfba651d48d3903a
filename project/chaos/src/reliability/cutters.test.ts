import { describe, expect, it } from 'vitest';
import { encodeDown } from '@godwit/shared/protocol/down';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { NatsCutter } from './nats-cutter.ts';
import { WebSocketCutter } from './websocket-cutter.ts';

const push = encodeDown({ kind: 'pushMessage', conversationId: '5', epoch: 1, entries: [] });
const pong = encodeDown({ kind: 'pong', clientTime: 1, serverTime: 2, pushCount: 3, userVersion: 4 });

const toRoom = { conversationId: '5', membershipVersion: 1, firstSeq: 1, lastSeq: 1, expiresAt: 9, exceptNode: '', exceptHandle: 0 };

/** Fed byte by byte and all at once: bytes come as the network likes. */
function both(cutter: () => NatsCutter | WebSocketCutter, stream: Buffer): { bytes: string; carriesPush: boolean }[] {
  const whole = cutter().push(stream);
  const single = cutter();
  expect([...stream].flatMap((byte) => [...single.push(Buffer.from([byte]))])).toEqual(whole);
  expect(Buffer.concat(whole.map(({ bytes }) => bytes))).toEqual(stream);
  return whole.map(({ bytes, carriesPush }) => ({ bytes: bytes.toString('latin1'), carriesPush }));
}

describe('what a proxy can lose whole', () => {
  it('are messages of NATS: envelopes with a counted frame carry a push', () => {
    const envelope = (counted: boolean, frame: Uint8Array): Buffer => {
      const deliveries = [{ handles: [1], lane: 'live' as const, counted, userVersion: 0, frame }];
      return Buffer.from(encodeToAccess({ kind: 'downstream', publisher: 'l', publisherEpoch: 1, counter: 1, expiresAt: 9, deliveries }));
    };
    const message = (subject: string, payload: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`MSG ${subject} 7 ${payload.length}\r\n`), payload, Buffer.from('\r\n')]);
    const stream = Buffer.concat([
      Buffer.from('INFO {"a":"b"}\r\nPING\r\n'),
      message('im.access.access-1-17.downstream', envelope(true, push)),
      message('im.access.access-1-17.downstream', envelope(false, pong)),
      message('im.access.broadcast', envelope(true, push)),
      message('im.room.5', Buffer.from(encodeToAccess({ ...toRoom, kind: 'roomDelivery', frame: push }))),
      message('im.room.5', Buffer.from(encodeToAccess({ kind: 'roomHead', conversationId: '5', membershipVersion: 1, lastSeq: 1 }))),
      Buffer.from('PONG\r\n'),
    ]);
    expect(both(() => new NatsCutter(), stream).map(({ carriesPush }) => carriesPush)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('are frames of a WebSocket behind the answer to the upgrade', () => {
    const frame = (payload: Uint8Array): Buffer =>
      Buffer.concat([
        payload.length < 126 ? Buffer.from([0x82, payload.length]) : Buffer.from([0x82, 126, payload.length >> 8, payload.length & 255]),
        payload,
      ]);
    const stream = Buffer.concat([
      Buffer.from('HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n'),
      frame(pong),
      frame(push),
      frame(pong),
    ]);
    expect(both(() => new WebSocketCutter(), stream).map(({ carriesPush }) => carriesPush)).toEqual([false, false, true, false]);
  });
});
