import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../core/context.js';
import type { AckResult } from '../wire.js';
import type { OutboxItem } from './item.js';
import { type LaneEffect, type LaneEvent, newLane, type OutboxLane, stepLane } from './lane.js';

const item = (id: number, bytes = 10): OutboxItem => ({
  clientMsgId: String(id),
  conversationId: '7',
  order: id,
  kind: 'message',
  targetSeq: 0,
  body: new Uint8Array(bytes),
  createdAt: id,
  state: { at: 'waiting' },
});
const result = (id: number, code = 0, retryAfterMs = 0): AckResult => ({
  clientMsgId: String(id),
  code,
  messageId: code === 0 ? `9${id}` : '0',
  seq: code === 0 ? id : 0,
  countableNo: id,
  createdAt: 1,
  retryAfterMs,
});
const sentIds = (effects: readonly LaneEffect[]): string[][] =>
  effects.flatMap((e) => (e.do === 'send' && e.up.kind === 'userMessage' ? [e.up.entries.map((x) => x.clientMsgId)] : []));
const timers = (effects: readonly LaneEffect[]): number[] => effects.flatMap((e) => (e.do === 'timer' ? [Math.round(e.afterMs)] : []));
const settled = (effects: readonly LaneEffect[]): unknown[] => effects.flatMap((e) => (e.do === 'settle' ? [e.outcome] : []));

/** A lane with its context; remembers the effects of the last event. */
class Rig {
  lane: OutboxLane = newLane('7');
  effects: readonly LaneEffect[] = [];
  online = true;
  #fresh = 0;

  step(event: LaneEvent): readonly LaneEffect[] {
    const context: Context = {
      now: 0,
      me: '1',
      online: this.online,
      limits: DEFAULT_LIMITS,
      random: () => 0.5,
      fresh: () => (this.#fresh += 1),
    };
    [this.lane, this.effects] = stepLane(this.lane, event, context);
    return this.effects;
  }

  enqueue(...items: OutboxItem[]): void {
    for (const i of items) this.step({ type: 'enqueue', item: i });
  }
}

describe('outbox lane (C3, C7, F-25)', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });

  it('[R3] persists an entry in the same round as it is sent', () => {
    const effects = rig.step({ type: 'enqueue', item: item(1) });
    expect(effects[0]).toMatchObject({ do: 'write', write: { put: 'outbox', item: { clientMsgId: '1' } } });
    expect(sentIds(effects)).toEqual([['1']]);
  });

  it('[R9] keeps one batch in flight; what waits joins the next one, in order', () => {
    rig.enqueue(item(1), item(2), item(3));
    expect(sentIds(rig.effects)).toEqual([]);
    expect(sentIds(rig.step({ type: 'results', results: [result(1)] }))).toEqual([['2', '3']]);
  });

  it('a batch has at most 64 entries and fits one frame', () => {
    rig.enqueue(item(0), ...Array.from({ length: 70 }, (_, i) => item(i + 1)));
    expect(sentIds(rig.step({ type: 'results', results: [result(0)] }))[0]).toHaveLength(64);
    const other = new Rig();
    other.enqueue(item(1), item(2, 40_000), item(3, 30_000), item(4));
    expect(sentIds(other.step({ type: 'results', results: [result(1)] }))).toEqual([['2']]);
  });

  it('[R3] sends again after 2 s, then twice as late each time, up to 30 s', () => {
    rig.enqueue(item(1));
    const delays = [timers(rig.effects), ...Array.from({ length: 5 }, () => timers(rig.step({ type: 'timer' })))];
    expect(delays).toEqual([[2000], [4000], [8000], [16_000], [30_000], [30_000]]);
  });

  it('[R3] sends again at once on reconnect, and nothing while offline', () => {
    rig.enqueue(item(1));
    rig.online = false;
    expect(rig.step({ type: 'offline' })).toEqual([{ do: 'cancel', key: 'outbox:7' }]);
    rig.enqueue(item(2));
    expect(sentIds(rig.effects)).toEqual([]);
    rig.online = true;
    expect(sentIds(rig.step({ type: 'online' }))).toEqual([['1', '2']]);
  });

  it('[R4] an ack settles, is persisted and becomes an entry of the log; a second ack changes nothing', () => {
    rig.enqueue(item(1));
    const effects = rig.step({ type: 'results', results: [result(1)] });
    expect(effects[0]).toMatchObject({ do: 'write', write: { put: 'outbox', item: { state: { at: 'sent', seq: 1 } } } });
    expect(settled(effects)).toEqual([{ ok: true, messageId: '91', seq: 1 }]);
    expect(effects.filter((e) => e.do === 'acked')).toHaveLength(1);
    expect(settled(rig.step({ type: 'results', results: [result(1)] }))).toEqual([]);
  });

  it('[R3] a definite refusal fails the entry and lets the next one go', () => {
    rig.enqueue(item(1), item(2));
    const effects = rig.step({ type: 'results', results: [result(1, ERRORS.MUTED.code)] });
    expect(settled(effects)).toEqual([{ ok: false, code: ERRORS.MUTED.code, name: 'MUTED' }]);
    expect(sentIds(effects)).toEqual([['2']]);
    expect(rig.lane.items[0]?.state).toMatchObject({ at: 'failed', name: 'MUTED' });
  });

  it('[R3] [R9] OVERLOADED and numbers of a newer server are tried again, nothing overtakes', () => {
    rig.enqueue(item(1), item(2));
    const effects = rig.step({ type: 'results', results: [result(1, ERRORS.OVERLOADED.code, 500)] });
    expect(timers(effects)).toEqual([550]);
    expect(sentIds(effects)).toEqual([]);
    expect(sentIds(rig.step({ type: 'timer' }))).toEqual([['1', '2']]);
    expect(timers(rig.step({ type: 'results', results: [result(1, 9999)] }))).toEqual([4000]);
  });

  it('[R3] a whole batch that is refused for good goes entry by entry, so that only the bad one fails', () => {
    rig.enqueue(item(0), item(1), item(2));
    rig.step({ type: 'results', results: [result(0)] });
    const { code } = ERRORS.MALFORMED_FRAME;
    expect(sentIds(rig.step({ type: 'refused', code, retryAfterMs: 0 }))).toEqual([['1']]);
    expect(sentIds(rig.step({ type: 'refused', code, retryAfterMs: 0 }))).toEqual([['2']]);
    rig.step({ type: 'results', results: [result(2)] });
    expect(rig.lane.items.map((i) => i.state.at)).toEqual(['sent', 'failed', 'sent']);
  });

  it('[R7] an own entry that comes by push or pull ends its pending one, also a failed one', () => {
    rig.enqueue(item(1), item(2));
    const effects = rig.step({ type: 'covered', cursor: 5, own: [{ clientMsgId: '1', messageId: '91', seq: 5 }] });
    expect(settled(effects)).toEqual([{ ok: true, messageId: '91', seq: 5 }]);
    expect(effects).toContainEqual({ do: 'write', write: { drop: 'outbox', clientMsgId: '1' } });
    expect(sentIds(effects)).toEqual([['2']]);
    rig.step({ type: 'results', results: [result(2, ERRORS.MUTED.code)] });
    rig.step({ type: 'covered', cursor: 6, own: [{ clientMsgId: '2', messageId: '92', seq: 6 }] });
    expect(rig.lane.items).toEqual([]);
  });

  it('[R7] an acked entry goes when the log has passed its seq, even unseen', () => {
    rig.enqueue(item(4));
    rig.step({ type: 'results', results: [result(4)] });
    rig.step({ type: 'covered', cursor: 3, own: [] });
    expect(rig.lane.items).toHaveLength(1);
    rig.step({ type: 'covered', cursor: 4, own: [] });
    expect(rig.lane.items).toEqual([]);
  });

  it('[F-25] retry sends with the same id after what waits; discard forgets; neither touches what is on its way', () => {
    rig.enqueue(item(1), item(2));
    rig.step({ type: 'discard', clientMsgId: '1' });
    rig.step({ type: 'retry', clientMsgId: '2', order: 9 });
    expect(rig.lane.items.map((i) => i.order)).toEqual([1, 2]);
    rig.step({ type: 'results', results: [result(1, ERRORS.NOT_FRIENDS.code)] });
    rig.step({ type: 'retry', clientMsgId: '1', order: 3 });
    expect(rig.lane.items.map((i) => [i.clientMsgId, i.state.at])).toEqual([
      ['2', 'waiting'],
      ['1', 'waiting'],
    ]);
    rig.step({ type: 'results', results: [result(2)] });
    rig.step({ type: 'results', results: [result(1, ERRORS.NOT_FRIENDS.code)] });
    expect(rig.step({ type: 'discard', clientMsgId: '1' })).toContainEqual({ do: 'write', write: { drop: 'outbox', clientMsgId: '1' } });
  });

  it('[F-32] an entry about another is a batch of its own, and keeps its place between messages', () => {
    rig.online = false;
    rig.enqueue(item(1), { ...item(2), kind: 'recall', targetSeq: 9 }, { ...item(3), kind: 'pin', targetSeq: 9 }, item(4), item(5));
    rig.online = true;
    const batches = [...sentIds(rig.step({ type: 'online' }))];
    while (batches.flat().length < 5) {
      const results = batches.at(-1)!.map((id) => result(Number(id)));
      batches.push(...sentIds(rig.step({ type: 'results', results })));
    }
    expect(batches).toEqual([['1'], ['2'], ['3'], ['4', '5']]);
  });

  it('[F-32] one that is refused for good leaves nothing to retry', () => {
    rig.enqueue({ ...item(1), kind: 'recall', targetSeq: 9 });
    const effects = rig.step({ type: 'results', results: [result(1, ERRORS.RECALL_EXPIRED.code)] });
    expect(settled(effects)).toEqual([{ ok: false, code: ERRORS.RECALL_EXPIRED.code, name: 'RECALL_EXPIRED' }]);
    expect(rig.lane.items).toEqual([]);
    expect(effects).toContainEqual({ do: 'write', write: { drop: 'outbox', clientMsgId: '1' } });
  });

  it('[R21] what waits does not quote a message any more that is recalled', () => {
    rig.online = false;
    const quote = (preview: string): Uint8Array => encodeMessageBody({ text: 'x', replyTo: { seq: 9, senderId: '2', preview } });
    rig.enqueue({ ...item(1), targetSeq: 9, body: quote('secret') }, { ...item(2), targetSeq: 8, body: quote('secret') });
    const effects = rig.step({ type: 'recalled', seq: 9 });
    expect(rig.lane.items.map((i) => i.body)).toEqual([quote(''), quote('secret')]);
    expect(effects.filter((e) => e.do === 'write')).toEqual([{ do: 'write', write: { put: 'outbox', item: rig.lane.items[0] } }]);
  });
});
