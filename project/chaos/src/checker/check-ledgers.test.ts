import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerEvent } from '../ledger/ledger-event.ts';
import { checkLedgers } from './check-ledgers.ts';
import type { StoredEntry, StoredMember, Truth } from './truth.ts';

const CONVERSATION = '9';
const ANNA = '1';
const BERT = '2';

interface Run {
  readonly events: LedgerEvent[];
  readonly entries: StoredEntry[];
  readonly members: Map<string, StoredMember>;
  lastSeq: number;
}

const stored = (seq: number, text: string, sender: string): StoredEntry => ({ seq, text, sender, byUser: sender !== '0', recalled: false });
const member = (readSeq: number): StoredMember => ({ minSeq: 1, maxSeq: 0, readSeq });
const A: LedgerEntry = [2, 'a', ANNA];
const B: LedgerEntry = [3, 'b', ANNA];
const C: LedgerEntry = [4, 'c', BERT];
const GONE: LedgerEvent = { at: 8, do: 'gone', device: 'bert', conversation: CONVERSATION, seq: 2 };
const HELLO: LedgerEntry = [1, '', '0'];

/** Anna sends a and b from her phone, Bert sends c; her laptop missed a hole and pulled it. */
const sound = (): Run => ({
  lastSeq: 4,
  entries: [stored(1, '', '0'), stored(2, 'a', ANNA), stored(3, 'b', ANNA), stored(4, 'c', BERT)],
  members: new Map([
    [ANNA, member(4)],
    [BERT, member(4)],
  ]),
  events: [
    { at: 1, do: 'device', device: 'anna', user: ANNA },
    { at: 1, do: 'device', device: 'laptop', user: ANNA },
    { at: 1, do: 'connect', device: 'anna', over: 'websocket', node: 'access-1' },
    { at: 2, do: 'close', device: 'anna', why: 'cut' },
    { at: 2, do: 'invoke', device: 'anna', conversation: CONVERSATION, texts: ['a', 'b'] },
    { at: 3, do: 'view', device: 'anna', conversation: CONVERSATION, items: [1, 'a', 'b'], said: [] },
    { at: 4, do: 'connect', device: 'anna', over: 'websocket', node: 'access-2' },
    { at: 4, do: 'ack', device: 'anna', text: 'a', seq: 2 },
    { at: 5, do: 'ack', device: 'anna', text: 'b', seq: 3 },
    { at: 5, do: 'show', device: 'anna', conversation: CONVERSATION, entries: [HELLO, A, B] },
    { at: 6, do: 'view', device: 'anna', conversation: CONVERSATION, items: [1, 2, 'b'], said: [2] },
    { at: 7, do: 'view', device: 'laptop', conversation: CONVERSATION, items: [1, 0, 4], said: [4] },
    { at: 7, do: 'show', device: 'anna', conversation: CONVERSATION, entries: [C] },
    { at: 8, do: 'read', device: 'anna', conversation: CONVERSATION, seq: 4 },
    { at: 8, do: 'marks', device: 'anna', conversation: CONVERSATION, own: 4, peer: 4 },
    { at: 9, do: 'show', device: 'laptop', conversation: CONVERSATION, entries: [C] },
    { at: 9, do: 'page', device: 'laptop', conversation: CONVERSATION, entries: [HELLO, A, B] },
    { at: 1, do: 'device', device: 'bert', user: BERT },
    { at: 6, do: 'show', device: 'bert', conversation: CONVERSATION, entries: [HELLO, A, B] },
    { at: 6, do: 'invoke', device: 'bert', conversation: CONVERSATION, texts: ['c', 'd'] },
    { at: 7, do: 'ack', device: 'bert', text: 'c', seq: 0 },
    { at: 7, do: 'refuse', device: 'bert', text: 'd', error: 'MUTED' },
    { at: 7, do: 'show', device: 'bert', conversation: CONVERSATION, entries: [C] },
    { at: 7, do: 'marks', device: 'bert', conversation: CONVERSATION, own: 3, peer: 3 },
    { at: 8, do: 'marks', device: 'bert', conversation: CONVERSATION, own: 4, peer: 4 },
    { at: 1, do: 'fault', fault: 'kill logic' },
    { at: 3, do: 'recovered' },
  ],
});

const check = ({ events, entries, members, lastSeq }: Run): ReturnType<typeof checkLedgers> => {
  const truth: Truth = new Map([[CONVERSATION, { entries, members, lastSeq }]]);
  return checkLedgers({ ledgers: [{ name: 'test', read: () => stream(events) }], truth });
};

async function* stream(events: readonly LedgerEvent[]): AsyncIterable<readonly LedgerEvent[]> {
  for (const event of events) yield [event];
}

const find = <D extends LedgerEvent['do']>(run: Run, what: D, device: string, n = 0): number =>
  run.events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.do === what && 'device' in event && event.device === device)[n]?.index ?? Number.NaN;

/** Changes the fields of the n-th event of a kind. */
const edit = (run: Run, what: LedgerEvent['do'], device: string, change: object, n = 0): void => {
  const index = find(run, what, device, n);
  run.events[index] = { ...(run.events[index] as LedgerEvent), ...change };
};

const MUTANTS: [id: string, what: string, mutate: (run: Run) => void][] = [
  ['R1', 'an acked message is missing', ({ entries }) => entries.splice(3, 1)],
  ['R3', 'a send never ends', (run) => run.events.splice(find(run, 'ack', 'anna'), 1)],
  ['R3', 'a refused message is stored', (run) => (run.entries.push(stored(5, 'd', BERT)), (run.lastSeq = 5))],
  ['R3', 'a send is acked and then refused', (run) => run.events.push({ at: 9, do: 'refuse', device: 'anna', text: 'a', error: 'MUTED' })],
  ['R3', 'a send ends too late after the faults', (run) => edit(run, 'ack', 'bert', { at: 5_004 })],
  ['R4', 'a message is stored twice', (run) => run.entries.push(stored(5, 'a', ANNA))],
  ['R4', 'a message is stored that nobody sent', (run) => run.entries.push(stored(5, 'x', ANNA))],
  ['R4', 'a message is stored under another name', (run) => (run.entries[3] = stored(4, 'c', ANNA))],
  ['R4', 'an ack has another seq than the row', (run) => edit(run, 'ack', 'anna', { seq: 3 })],
  ['R5', 'a seq is given twice', ({ entries }) => entries.push(stored(4, 'd', BERT))],
  ['R5', 'a seq is left out', (run) => (run.entries.push(stored(6, 'd', BERT)), (run.lastSeq = 6))],
  ['R5', 'the head of a conversation is behind', (run) => (run.lastSeq = 3)],
  ['R6', 'a device misses an entry', (run) => edit(run, 'show', 'bert', { entries: [HELLO, A] })],
  ['R6', 'a device misses everything', (run) => run.events.push({ at: 1, do: 'device', device: 'watch', user: BERT })],
  ['R6', 'a device shows what is not stored', (run) => edit(run, 'show', 'bert', { entries: [C, [5, 'phantom', ANNA]] }, 1)],
  ['R6', 'a device shows another text', (run) => edit(run, 'show', 'bert', { entries: [[4, 'k', BERT]] }, 1)],
  ['R6', 'a page shows another author', (run) => edit(run, 'page', 'laptop', { entries: [HELLO, A, [3, 'b', BERT]] })],
  ['R6', 'a device is complete too late after the faults', (run) => edit(run, 'show', 'laptop', { at: 10_004 })],
  ['R7', 'an entry appears twice', (run) => edit(run, 'show', 'bert', { entries: [C, C] }, 1)],
  ['R7', 'an entry appears twice on the screen', (run) => edit(run, 'view', 'anna', { items: [1, 2, 2] })],
  ['R7', 'an entry is on the screen as sent and as pending', (run) => edit(run, 'view', 'anna', { items: [1, 2, 'a'] })],
  ['R8', 'an entry appears after a later one', (run) => edit(run, 'show', 'bert', { entries: [HELLO, B, A] })],
  ['R8', 'the screen is out of order', (run) => edit(run, 'view', 'anna', { items: [2, 1] })],
  ['R8', 'the screen leaves an entry out', (run) => edit(run, 'view', 'anna', { items: [1, 3] })],
  ['R8', 'a pending entry stands before a sent one', (run) => edit(run, 'view', 'anna', { items: [1, 'b', 2] })],
  ['R8', 'a page is out of order', (run) => edit(run, 'page', 'laptop', { entries: [HELLO, B, A] })],
  ['R9', 'a later message has a smaller seq', (run) => edit(run, 'invoke', 'anna', { texts: ['b', 'a'] })],
  ['R20', 'a stranger sees an entry', ({ members }) => members.delete(BERT)],
  ['R20', 'a member sees what was before its time', ({ members }) => members.set(BERT, { minSeq: 3, maxSeq: 0, readSeq: 4 })],
  [
    'R21',
    'what was taken back is shown in a page',
    (run) => run.events.push(GONE, { at: 9, do: 'page', device: 'bert', conversation: CONVERSATION, entries: [A] }),
  ],
  [
    'R21',
    'what was taken back stands on the screen',
    (run) => run.events.push(GONE, { at: 9, do: 'view', device: 'bert', conversation: CONVERSATION, items: [1, 2], said: [2] }),
  ],
  ['R21', 'a recall is lost', (run) => run.events.push({ at: 9, do: 'recalled', device: 'anna', conversation: CONVERSATION, seq: 2 })],
  ['R21', 'an own read mark goes back', (run) => edit(run, 'marks', 'bert', { own: 5 })],
  ['R21', 'the read mark of the other goes back', (run) => edit(run, 'marks', 'bert', { peer: 5 })],
  ['R21', 'a read mark is lost', ({ members }) => members.set(ANNA, member(3))],
  ['R21', 'a device shows another mark than the stored one', (run) => edit(run, 'marks', 'bert', { own: 3 }, 1)],
  ['R21', 'a device shows an old mark of the other', (run) => edit(run, 'marks', 'bert', { peer: 3 }, 1)],
];

describe('the checker of ledgers', () => {
  it('finds nothing in a sound run, and says how much it looked at', async () => {
    const { findings, facts } = await check(sound());
    expect(findings).toEqual([]);
    expect(facts).toEqual({
      invoked: 4,
      acked: 3,
      refused: 1,
      lateCopies: 0,
      orderedPairs: 1,
      devices: 3,
      shown: 9,
      paged: 3,
      views: 3,
      changes: 0,
      stays: 0,
      reads: 1,
      recalls: 0,
      recallsSeen: 0,
      sendsEndMs: 4,
      convergeMs: 6,
      longestSilenceMs: 0,
      absences: 1,
      absenceP50Ms: 2,
      absenceP99Ms: 2,
    });
  });

  it('finds nothing when a message was shown first and recalled then', async () => {
    const run = sound();
    run.entries[1] = { ...stored(2, '', ANNA), recalled: true };
    const recalled = { device: 'anna', conversation: CONVERSATION, seq: 2 };
    run.events.push({ at: 8, do: 'recalled', ...recalled }, GONE, {
      at: 9,
      do: 'page',
      device: 'bert',
      conversation: CONVERSATION,
      entries: [[2, '', ANNA]],
    });
    expect(await check(run)).toMatchObject({ findings: [], facts: { recalls: 1, recallsSeen: 1 } });
  });

  it.each(MUTANTS)('[%s] finds that %s', async (id, _what, mutate) => {
    const run = sound();
    mutate(run);
    const { findings } = await check(run);
    expect(findings.map((finding) => finding.id)).toContain(id);
  });

  it('refuses ledgers that contradict themselves', async () => {
    const twice = sound();
    twice.events.push({ at: 9, do: 'invoke', device: 'bert', conversation: CONVERSATION, texts: ['a'] });
    await expect(check(twice)).rejects.toThrow('sent twice');
    const nobody = sound();
    nobody.events.shift();
    await expect(check(nobody)).rejects.toThrow('does not say whose');
  });
});
