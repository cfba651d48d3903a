import { describe, expect, it } from 'vitest';
import type { Down } from '@godwit/shared/protocol/down';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { Up } from '@godwit/shared/protocol/up';
import { ConversationLoad } from './conversation-load.ts';
import type { LoadSession } from './load-session.ts';
import { Tally } from './tally.ts';

const BODY = new Uint8Array(8);
const user = { token: 't', deviceId: 'd' };

/** A conversation under load with a sender whose frames are kept instead of sent. */
function start(receivers = 1, entriesPerFrame?: number) {
  const tally = new Tally();
  const load = new ConversationLoad(
    { id: '7', sender: user, receivers: Array.from({ length: receivers }, () => user) },
    BODY,
    tally,
    entriesPerFrame,
  );
  const batches: string[][] = [];
  const session: Pick<LoadSession, 'send'> = {
    send: (up: Up) => void (up.kind === 'userMessage' && batches.push(up.entries.map(({ clientMsgId }) => clientMsgId))),
  };
  load.connected(session as LoadSession);
  return { tally, load, batches };
}

const ack = (ids: readonly string[], code = 0): Down => ({
  kind: 'messageAck',
  conversationId: '7',
  results: ids.map((clientMsgId) => ({ clientMsgId, code, messageId: '1', seq: 1, countableNo: 1, createdAt: 0 })) as never,
});
const push = (...entries: [seq: number, clientMsgId: string | undefined][]): Down => ({
  kind: 'pushMessage',
  conversationId: '7',
  epoch: 1,
  entries: entries.map(([seq, clientMsgId]) => ({ seq, clientMsgId: clientMsgId ?? '' }) as Entry),
});

describe('ConversationLoad', () => {
  it('has one batch in flight; what is due meanwhile joins the next', () => {
    const { load, batches } = start();
    for (let n = 0; n < 3; n++) load.schedule(performance.now(), true);
    expect(batches.map((batch) => batch.length)).toEqual([1]);
    load.sender(ack(batches[0]!));
    expect(batches.map((batch) => batch.length)).toEqual([1, 2]);
  });

  it('sends the next batch when every entry of this one is answered: a commit batch may have ended in the middle', () => {
    const { load, batches } = start();
    for (let n = 0; n < 4; n++) load.schedule(performance.now(), true);
    load.sender(ack(batches[0]!));
    load.schedule(performance.now(), true);
    load.sender(ack(batches[1]!.slice(0, 2)));
    expect(batches.length).toBe(2);
    load.sender(ack(batches[1]!.slice(2)));
    expect(batches.map((batch) => batch.length)).toEqual([1, 3, 1]);
  });

  it('puts no more messages into a frame than it is told', () => {
    const { load, batches } = start(1, 2);
    for (let n = 0; n < 4; n++) load.schedule(performance.now(), true);
    load.sender(ack(batches[0]!));
    load.sender(ack(batches[1]!));
    expect(batches.map((batch) => batch.length)).toEqual([1, 2, 1]);
  });

  it('counts the latency from the moment a message was due', () => {
    const { load, batches, tally } = start();
    load.schedule(performance.now() - 500, true);
    load.receiver()(push([1, batches[0]![0]]));
    expect(tally.deliveries.maxMs).toBeGreaterThanOrEqual(499);
    expect(tally.scheduleLag.maxMs).toBeGreaterThanOrEqual(499);
  });

  it('sees a lost, a doubled and a disordered delivery', () => {
    const { load, batches, tally } = start();
    for (let n = 0; n < 4; n++) load.schedule(performance.now(), true);
    load.sender(ack(batches[0]!));
    const [a, b, c] = [...batches[0]!, ...batches[1]!];
    const receive = load.receiver();
    receive(push([10, a]));
    receive(push([12, c]));
    receive(push([11, b]));
    receive(push([12, c]));
    expect(tally.counts).toMatchObject({ scheduled: 4, expected: 4, delivered: 3, disordered: 1, doubled: 1 });
  });

  it('expects a copy for each receiver', () => {
    const { load, batches, tally } = start(3);
    load.schedule(performance.now(), true);
    const [id] = batches[0]!;
    for (let n = 0; n < 3; n++) load.receiver()(push([1, id]));
    expect(tally.counts).toMatchObject({ scheduled: 1, expected: 3, delivered: 3, doubled: 0 });
  });

  it('counts a refused message and does not expect it', () => {
    const { load, batches, tally } = start();
    load.schedule(performance.now(), true);
    load.schedule(performance.now(), true);
    load.sender(ack(batches[0]!, 5));
    expect(tally.counts).toMatchObject({ scheduled: 2, refused: 1, acked: 0, expected: 1 });
    expect(batches).toHaveLength(2);
  });

  it('counts the warm-up among the acked messages only', () => {
    const { load, batches, tally } = start();
    load.schedule(performance.now(), false);
    load.sender(ack(batches[0]!));
    load.receiver()(push([1, batches[0]![0]]));
    expect(tally.counts).toMatchObject({ scheduled: 0, acked: 0, ackedInAll: 1, delivered: 0, doubled: 0 });
  });
});
