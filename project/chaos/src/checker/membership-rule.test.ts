import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerEvent } from '../ledger/ledger-event.ts';
import { checkLedgers } from './check-ledgers.ts';
import type { StoredEntry, StoredMember } from './truth.ts';

const GROUP = '7';
const HOST = '1';
const ANNA = '2';
const BERT = '3';

interface Run {
  readonly events: LedgerEvent[];
  entries: StoredEntry[];
  readonly members: Map<string, StoredMember>;
}

const said = (seq: number, text: string, sender: string): StoredEntry => ({ seq, text, sender, byUser: true, recalled: false });
const told = (seq: number, code: string, targetIds: string[], args: string[] = []): StoredEntry => ({
  seq,
  text: '',
  sender: '0',
  byUser: false,
  recalled: false,
  event: { code, operatorId: HOST, targetIds, args },
});
const row = (minSeq: number, maxSeq: number): StoredMember => ({ minSeq, maxSeq, readSeq: 0 });

const LOG: readonly StoredEntry[] = [
  told(1, 'group_created', [ANNA, BERT]),
  said(2, 'a', ANNA),
  told(3, 'member_removed', [BERT]),
  said(4, 'b', ANNA),
  told(5, 'members_joined', [BERT]),
  said(6, 'c', BERT),
  told(7, 'member_left', [ANNA]),
];

const shown = (run: Pick<Run, 'entries'>, ...seqs: number[]): LedgerEntry[] =>
  run.entries.filter(({ seq }) => seqs.includes(seq)).map(({ seq, text, sender }) => [seq, text, sender]);

const show = (run: Run, device: string, ...seqs: number[]): LedgerEvent => ({
  at: 3,
  do: 'show',
  device,
  conversation: GROUP,
  entries: shown(run, ...seqs),
});

/** Bert is removed and comes back, and his new device knows nothing of the first time; Anna leaves. */
const sound = (): Run => {
  const asked = { conversation: GROUP, by: HOST, members: [BERT] } as const;
  const leave = { conversation: GROUP, by: ANNA, members: [ANNA], change: 'leave' } as const;
  const run: Run = {
    entries: [...LOG],
    members: new Map([
      [HOST, row(1, 0)],
      [ANNA, row(1, 7)],
      [BERT, row(5, 0)],
    ]),
    events: [
      { at: 1, do: 'device', device: 'host', user: HOST },
      { at: 1, do: 'device', device: 'anna', user: ANNA },
      { at: 1, do: 'device', device: 'bert', user: BERT },
      { at: 1, do: 'device', device: 'new', user: BERT },
      { at: 2, do: 'invoke', device: 'anna', conversation: GROUP, texts: ['a', 'b', 'late'] },
      { at: 2, do: 'ack', device: 'anna', text: 'a', seq: 2 },
      { at: 2, do: 'change', change: 'remove', ...asked },
      { at: 2, do: 'changed', change: 'remove', ...asked, answer: 'ok' },
      { at: 2, do: 'ack', device: 'anna', text: 'b', seq: 4 },
      { at: 2, do: 'change', change: 'invite', ...asked },
      { at: 2, do: 'changed', change: 'invite', ...asked, answer: 'NETWORK' },
      { at: 2, do: 'change', change: 'invite', ...asked },
      { at: 2, do: 'changed', change: 'invite', ...asked, answer: 'ALREADY_MEMBER' },
      { at: 2, do: 'invoke', device: 'bert', conversation: GROUP, texts: ['c'] },
      { at: 2, do: 'ack', device: 'bert', text: 'c', seq: 6 },
      { at: 2, do: 'change', ...leave },
      { at: 2, do: 'changed', ...leave, answer: 'ok' },
      { at: 2, do: 'refuse', device: 'anna', text: 'late', error: 'NOT_A_MEMBER' },
      { at: 3, do: 'view', device: 'bert', conversation: GROUP, items: [1, 2, 3], said: [2] },
      { at: 3, do: 'view', device: 'bert', conversation: GROUP, items: [5, 6], said: [6] },
      { at: 4, do: 'recovered' },
    ],
  };
  run.events.push(show(run, 'host', 1, 2, 3, 4, 5, 6, 7), show(run, 'anna', 1, 2, 3, 4, 5, 6, 7));
  run.events.push(show(run, 'bert', 1, 2, 3), show(run, 'bert', 5, 6, 7), show(run, 'new', 5, 6, 7), page(run, 1, 2));
  return run;
};

/** The same, and the group shows its history to Bert when he is back: his devices get what he has missed. */
const withHistory = (): Run => {
  const run = sound();
  run.entries.splice(3, 1, told(4, 'group_changed', [], ['title', 'Birds', 'historyForNew', 'true']));
  const others = run.events.filter((event) => !['show', 'view', 'page'].includes(event.do) && !('text' in event && event.text === 'b'));
  run.events.splice(0, Infinity, ...others.map((event) => (event.do === 'invoke' ? { ...event, texts: trimmed(event.texts) } : event)));
  run.members.set(BERT, row(1, 0));
  for (const device of ['host', 'anna', 'bert', 'new']) run.events.push(show(run, device, 1, 2, 3, 4, 5, 6, 7));
  return run;
};
const trimmed = (texts: readonly string[]): readonly string[] => texts.filter((text) => text !== 'b');

/** Bert's message was refused while he was away; `backAt`: when he came back. */
const withLateCopy = (backAt: number): Run => {
  const run = sound();
  const events = run.events.map((event) => {
    if (event.do === 'change' || event.do === 'changed') return { ...event, at: backAt };
    return event.do === 'ack' && event.text === 'c' ? refusal : event;
  });
  run.events.splice(0, Infinity, ...events);
  return run;
};
const refusal: LedgerEvent = { at: 2, do: 'refuse', device: 'bert', text: 'c', error: 'NOT_A_MEMBER' };

async function* stream(events: readonly LedgerEvent[]): AsyncIterable<readonly LedgerEvent[]> {
  for (const event of events) yield [event];
}

const check = ({ events, entries, members }: Run): ReturnType<typeof checkLedgers> =>
  checkLedgers({
    ledgers: [{ name: 'test', read: () => stream(events) }],
    truth: new Map([[GROUP, { entries, members, lastSeq: entries.length }]]),
  });

/** Replaces the n-th show of a device. */
const reshow = (run: Run, device: string, n: number, ...seqs: number[]): void => {
  const index = run.events.map((event, at) => (event.do === 'show' && event.device === device ? at : -1)).filter((at) => at >= 0)[n];
  run.events[index ?? Number.NaN] = show(run, device, ...seqs);
};
const look = (run: Run, device: string, ...items: number[]): number =>
  run.events.push({ at: 3, do: 'view', device, conversation: GROUP, items, said: [] });

const MUTANTS: [id: string, what: string, mutate: (run: Run) => void][] = [
  ['R20', 'a removed member is shown what came after', (run) => reshow(run, 'bert', 0, 1, 2, 3, 4)],
  ['R20', 'who came back is shown what he missed', (run) => reshow(run, 'bert', 1, 4, 5, 6, 7)],
  ['R20', 'a page has what was written while he was away', (run) => run.events.push({ ...page(run, 4, 5), at: 3 })],
  ['R20', 'what he missed stands on his screen', (run) => look(run, 'bert', 3, 4, 5)],
  ['R20', 'what was before stands on the screen beside what came since', (run) => look(run, 'bert', 3, 0, 5)],
  ['R20', 'what was before is still read when all is over', (run) => run.events.push({ ...page(run, 1, 2, 3), at: 5 })],
  [
    'R20',
    'who left is shown what came after',
    (run) => (run.entries.push(said(8, 'd', BERT)), reshow(run, 'anna', 0, 1, 2, 3, 4, 5, 6, 7, 8)),
  ],
  ['R20', 'the row lets him see the time when he was away', ({ members }) => members.set(BERT, row(1, 0))],
  ['R20', 'the row of who came back keeps its end', ({ members }) => members.set(BERT, row(5, 3))],
  ['R20', 'the row of who left has no end', ({ members }) => members.set(ANNA, row(1, 0))],
  ['R20', 'a row is missing', ({ members }) => members.delete(BERT)],
  ['R20', 'a row is there of somebody who never came', ({ members }) => members.set('4', row(1, 0))],
  ['R20', 'somebody writes while away', (run) => (run.entries[3] = said(4, 'c', BERT))],
  ['R6', 'who came back lacks an entry', (run) => reshow(run, 'bert', 1, 5, 7)],
  ['R6', 'who came back lacks his return', (run) => reshow(run, 'new', 0, 6, 7)],
  ['R6', 'who left lacks his leaving', (run) => reshow(run, 'anna', 0, 1, 2, 3, 4, 5, 6)],
  ['R6', 'who stayed lacks what came while another was away', (run) => reshow(run, 'host', 0, 1, 2, 3, 5, 6, 7)],
  ['R8', 'the screen leaves an entry out behind a return', (run) => look(run, 'bert', 5, 7)],
  ['R8', 'the screen of who stayed leaves out what another missed', (run) => look(run, 'host', 3, 5)],
  ['R1', 'a removal that was answered is not in the log', (run) => (run.entries[2] = told(3, 'member_muted', [BERT]))],
  ['R4', 'somebody left more often than he asked', (run) => run.entries.push(told(8, 'member_left', [ANNA]))],
];

const page = (run: Run, ...seqs: number[]): LedgerEvent & { do: 'page' } => ({
  at: 3,
  do: 'page',
  device: 'bert',
  conversation: GROUP,
  entries: shown(run, ...seqs),
});

describe('the checker of ledgers, in a group whose members come and go', () => {
  it('finds nothing in a sound run, and says how much it looked at', async () => {
    const { findings, facts } = await check(sound());
    expect(findings).toEqual([]);
    expect(facts).toMatchObject({ changes: 2, stays: 4, refused: 1 });
  });

  it('finds nothing on a device that missed the end of the first time', async () => {
    const run = sound();
    reshow(run, 'bert', 0, 1);
    expect((await check(run)).findings).toEqual([]);
  });

  it('finds nothing when a copy of a refused message came after its sender was back', async () => {
    const { findings, facts } = await check(withLateCopy(2));
    expect({ findings, lateCopies: facts.lateCopies }).toEqual({ findings: [], lateCopies: 1 });
  });

  it('[R3] finds that a refused message is stored when its sender came back long before', async () => {
    const { findings } = await check(withLateCopy(1));
    expect(findings.map(({ id }) => id)).toEqual(['R3']);
  });

  it.each(MUTANTS)('[%s] finds that %s', async (id, _what, mutate) => {
    const run = sound();
    mutate(run);
    const { findings } = await check(run);
    expect(findings.map((finding) => finding.id)).toContain(id);
  });

  it('[R20] who comes back to a group that shows its history sees all of it', async () => {
    expect((await check(withHistory())).findings).toEqual([]);
  });

  it('[R6] finds that he lacks what he has missed there', async () => {
    const run = withHistory();
    reshow(run, 'new', 0, 1, 2, 3, 5, 6, 7);
    const { findings } = await check(run);
    expect(findings.map(({ id }) => id)).toEqual(['R6']);
  });

  it('[R20] finds that he does not see it', async () => {
    const run = withHistory();
    run.members.set(BERT, row(5, 0));
    expect((await check(run)).findings.map(({ id }) => id)).toEqual(['R20']);
  });
});
