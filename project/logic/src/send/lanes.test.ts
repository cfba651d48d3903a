import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { describe, expect, it } from 'vitest';
import { pendingEntry } from '../testing/messages.js';
import { type BatchDone, CommitLanes } from './lanes.js';
import type { PendingEntry } from './pending-entry.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const settled = async (): Promise<void> => {
  await turn();
  await turn();
};

/** Lanes whose commits end when the test says so. */
function lanesOf({ lanes = 2, batchEntries = 256 } = {}) {
  const clock = new FakeClock();
  const events: string[] = [];
  const ends: ((done?: Partial<BatchDone>) => Promise<void>)[] = [];
  const commitLanes = new CommitLanes({
    lanes,
    batchEntries,
    clock,
    commit: (batch) => {
      const names = batch.map(({ entry }) => entry.clientMsgId).join(' ');
      events.push(`commit ${names}`);
      const publish = (): Promise<void> => Promise.resolve().then(() => void events.push(`publish ${names}`));
      return new Promise((resolve) =>
        ends.push((done = {}) => {
          resolve({ again: [], publish, ...done });
          return settled();
        }),
      );
    },
  });
  const send = async (...entries: PendingEntry[]): Promise<void> => {
    expect(commitLanes.enqueue(entries)).toBe(true);
    await settled();
  };
  return { lanes: commitLanes, clock, events, ends, send };
}

const named = (clientMsgId: string, conversationId = '1'): PendingEntry => pendingEntry({ clientMsgId, conversationId });

describe('commit lanes', () => {
  it('commit what has gathered while a batch was under way, in order, and publish in that order', async () => {
    const { lanes, events, ends, send } = lanesOf();
    await send(named('1'));
    await send(named('2'));
    await send(named('3'));
    expect(events).toEqual(['commit 1']);
    await ends[0]!();
    await ends[1]!();
    await lanes.finish();
    expect(events).toEqual(['commit 1', 'publish 1', 'commit 2 3', 'publish 2 3']);
  });

  it('what arrives in one turn is one batch', async () => {
    const { lanes, events } = lanesOf();
    lanes.enqueue([named('1')]);
    lanes.enqueue([named('2', '2')]);
    await settled();
    expect(events).toEqual(['commit 1 2']);
  });

  it('the batch after a large one gathers, up to 3 ms from the beginning of that one; while it is quiet nothing waits', async () => {
    const { clock, events, ends, send } = lanesOf();
    await send(...['1', '2', '3', '4'].map((id) => named(id)));
    await ends[0]!();
    await send(named('5'));
    await clock.advance(1);
    await settled();
    expect(events).not.toContain('commit 5');
    await clock.advance(1);
    await settled();
    expect(events).toContain('commit 5');
    await ends[1]!();
    await send(named('6'));
    expect(events).toContain('commit 6');
    await ends[2]!();
    await send(...Array.from({ length: 100 }, (_, i) => named(String(100 + i))));
    await ends[3]!();
    await send(named('7'));
    await clock.advance(2);
    await settled();
    expect(events).not.toContain('commit 7');
    await clock.advance(1);
    await settled();
    expect(events).toContain('commit 7');
  });

  it('a batch that is slow does not hold up other conversations, and its own wait for it', async () => {
    const { lanes, clock, events, ends, send } = lanesOf();
    await send(named('1', 'held'));
    await send(named('2', 'held'), named('3', 'free'));
    await clock.advance(19);
    await settled();
    expect(events).toEqual(['commit 1']);
    await clock.advance(1);
    await settled();
    expect(events).toEqual(['commit 1', 'commit 3']);
    await ends[1]!();
    await send(named('4', 'free'));
    await clock.advance(20);
    await settled();
    expect(events).toEqual(['commit 1', 'commit 3', 'publish 3', 'commit 4']);
    await ends[0]!();
    await ends[2]!();
    expect(events.at(-1)).toBe('commit 2');
    await ends[3]!();
    await lanes.finish();
    expect(lanes.entries).toBe(0);
  });

  it('no more batches are under way than there are lanes', async () => {
    const { clock, events, send } = lanesOf({ lanes: 2 });
    for (const id of ['1', '2', '3']) {
      await send(named(id, id));
      await clock.advance(100);
      await settled();
    }
    expect(events).toEqual(['commit 1', 'commit 2']);
  });

  it('put what must go round again in front', async () => {
    const { lanes, events, ends, send } = lanesOf();
    const first = named('1');
    await send(first);
    await send(named('2'));
    await ends[0]!({ again: [first] });
    expect(events.at(-1)).toBe('commit 1 2');
    await ends[1]!();
    await lanes.finish();
  });

  it('are finished when everything is committed and published', async () => {
    const { lanes, events, ends, send } = lanesOf();
    await lanes.finish();
    await send(named('1'));
    await send(named('2'));
    const finished = lanes.finish().then(() => void events.push('finished'));
    await ends[0]!();
    expect(events).not.toContain('finished');
    await ends[1]!();
    await finished;
    expect(events.slice(-2)).toEqual(['publish 2', 'finished']);
  });

  it('[P10] batches have the entries that the lanes are made with at most', async () => {
    const { events, send } = lanesOf({ lanes: 1, batchEntries: 2 });
    await send(named('1'), named('2'), named('3'));
    expect(events).toEqual(['commit 1 2']);
  });
});
