import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { messageOf } from './websocket-message.js';

/** ws has no types for it. */
interface Framer {
  frame(data: Uint8Array, options: object): Uint8Array[];
}
const byWs = (data: Uint8Array): Buffer =>
  Buffer.concat(
    (ws as unknown as { readonly Sender: Framer }).Sender.frame(data, { fin: true, opcode: 2, mask: false, readOnly: true, rsv1: false }),
  );

describe('the bytes of a WebSocket message', () => {
  it.each([0, 1, 125, 126, 255, 256, 65_535, 65_536, 65_540])('[O15] of %i bytes are those that ws makes', (length) => {
    const frame = Buffer.alloc(length, 0xa5);
    expect(messageOf(frame).equals(byWs(frame))).toBe(true);
  });

  it('[P6] are made once for all sessions that get the frame', () => {
    const frame = Buffer.alloc(200, 1);
    expect(messageOf(frame)).toBe(messageOf(frame));
    expect(messageOf(Buffer.alloc(200, 1))).not.toBe(messageOf(frame));
  });
});
