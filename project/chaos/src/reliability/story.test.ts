import { describe, expect, it } from 'vitest';
import type { LedgerSource } from '../ledger/ledger.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import { absences, ackDelays, readStory, showDelays } from './story.ts';

const ledger = (...events: LedgerEvent[]): LedgerSource => ({
  name: 'test',
  async *read() {
    yield events;
  },
});
const invoke = (at: number, device: string, ...texts: string[]): LedgerEvent => ({ at, do: 'invoke', device, conversation: '5', texts });
const show = (at: number, device: string, ...texts: string[]): LedgerEvent => ({
  at,
  do: 'show',
  device,
  conversation: '5',
  entries: texts.map((text, i) => [i + 1, text, '1']),
});

describe('a story', () => {
  it('knows how long acks and deliveries took, and that some never came', async () => {
    const story = await readStory([
      ledger(show(250, 'b', 'one', 'two'), show(300, 'b', 'one')),
      ledger(invoke(100, 'a', 'one', 'two'), { at: 130, do: 'ack', device: 'a', text: 'one', seq: 1 }, invoke(900, 'a', 'three')),
    ]);
    expect(ackDelays(story, { from: 0, to: 500 })).toEqual([30, Infinity]);
    expect(showDelays(story, () => 'b')).toEqual([150, 150, Infinity]);
    expect([...story.messages.values()].map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('knows how long devices had no link; one that moved had one all the time', async () => {
    const link = (at: number, device: string, node: string): LedgerEvent => ({ at, do: 'connect', device, over: 'websocket', node });
    const gone = (at: number, device: string): LedgerEvent => ({ at, do: 'close', device, why: 'cut' });
    const story = await readStory([
      ledger(link(1, 'a', 'n1'), link(50, 'a', 'n2'), link(1, 'b', 'n1'), gone(60, 'b'), link(90, 'b', 'n2'), gone(95, 'b')),
    ]);
    expect(absences(story, { from: 0, to: 91 })).toEqual([30]);
    expect(absences(story)).toEqual([30, Infinity]);
  });
});
