import type { Down } from '@godwit/shared/protocol/down';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import type { Up } from '@godwit/shared/protocol/up';
import { describe, expect, it } from 'vitest';
import { HopLog } from './hop-log.js';

const server = { receivedAt: 1_000, forwardMs: 0.3, queueMs: 1, commitMs: 4.2, publishMs: 0.1 };
const ack = (clientMsgId: string, seq: number, code = 0): Down => ({
  kind: 'messageAck',
  conversationId: '7',
  results: [{ clientMsgId, code, messageId: '9', seq, countableNo: seq, createdAt: 1, retryAfterMs: 0 }],
  hops: server,
});
const push = (seq: number, hops: typeof server | null = server, kind: 'message' | 'recall' = 'message'): Down => ({
  kind: 'pushMessage',
  conversationId: '7',
  epoch: 1,
  entries: [
    {
      seq,
      messageId: '9',
      senderId: '2',
      clientMsgId: '0',
      kind,
      countableNo: seq,
      createdAt: 1,
      targetSeq: 0,
      body: new Uint8Array(),
      ...UNTOUCHED,
    },
  ],
  hops,
});
const message = (clientMsgId: string): Up => ({
  kind: 'userMessage',
  conversationId: '7',
  entries: [{ clientMsgId, kind: 'message', targetSeq: 0, body: new Uint8Array() }],
});

describe('[U-9] where the time of a message went', () => {
  it('is known of an own one from the outbox to its ack, counting from the last time that it went out', () => {
    let now = 10;
    const log = new HopLog(() => now);
    log.enqueued('5', 10);
    for (now of [20, 30]) log.sent(message('5'));
    now = 45;
    log.heard(ack('5', 3));
    expect(log.of('7', 3)).toEqual({ enqueuedAt: 10, sentAt: 30, heardAt: 45, server });
    log.heard(push(3));
    expect(log.of('7', 3)?.sentAt).toBe(30);
    expect([log.of('7', 4), log.of('8', 3)]).toEqual([undefined, undefined]);
  });

  it('is known of another’s from its push, without the server’s part where that is not told', () => {
    const log = new HopLog(() => 50);
    log.heard(push(1));
    log.heard(push(2, null));
    log.heard(push(3, server, 'recall'));
    expect([1, 2, 3].map((seq) => log.of('7', seq))).toEqual([{ heardAt: 50, server }, { heardAt: 50, server: null }, undefined]);
  });

  it('is not known of what was refused, or is another device’s answer', () => {
    const log = new HopLog(() => 1);
    log.sent(message('5'));
    log.heard(ack('5', 0, 2_007));
    log.heard(ack('5', 4));
    log.heard(ack('6', 5));
    expect([0, 4, 5].map((seq) => log.of('7', seq))).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the last 500, and nothing of another user', () => {
    const log = new HopLog(() => 1);
    for (let seq = 1; seq <= 501; seq++) log.heard(push(seq));
    expect([log.of('7', 1), log.of('7', 2)?.heardAt]).toEqual([undefined, 1]);
    log.clear();
    expect(log.of('7', 2)).toBeUndefined();
  });
});
