import { describe, expect, it } from 'vitest';
import type { MessageRow } from './message-rows.ts';
import { check, type Violation } from './check-ledgers.ts';
import type { Ledger } from '../ledger/ledger-event.ts';

const row = (seq: number, text: string, senderId = '1'): MessageRow => ({
  conversationId: '9',
  seq,
  senderId,
  clientMsgId: `${seq}`,
  text,
});
const sound = (): { ledgers: Ledger[]; rows: MessageRow[] } => ({
  rows: [row(2, 'a'), row(3, 'b'), row(4, 'c', '2')],
  ledgers: [
    { device: 'anna', userId: '1', sends: [send('a', 2), send('b', 3)], shown: [entry(2, 'a'), entry(3, 'b'), entry(4, 'c')] },
    { device: 'bert', userId: '2', sends: [send('c', 4)], shown: [entry(2, 'a'), entry(3, 'b'), entry(4, 'c')] },
  ],
});
const send = (text: string, seq: number | undefined): Ledger['sends'][number] => ({ conversationId: '9', text, seq });
const entry = (seq: number, text: string): Ledger['shown'][number] => ({ conversationId: '9', seq, text });
const MEMBERS = new Map([['9', ['1', '2']]]);

type Run = ReturnType<typeof sound>;
const MUTANTS: [rule: Violation['rule'], what: string, mutate: (run: Run) => void][] = [
  ['R1', 'an acked message is missing', ({ rows }) => rows.splice(1, 1)],
  ['R3', 'a send is never acked', ({ ledgers }) => (ledgers[0]!.sends[1]!.seq = undefined)],
  ['R4', 'a message is stored twice', ({ rows }) => rows.push(row(5, 'a'))],
  ['R5', 'a seq is given twice', ({ rows }) => rows.push(row(4, 'd', '2'))],
  ['R6', 'a device misses an entry', ({ ledgers }) => ledgers[1]!.shown.splice(1, 1)],
  ['R6', 'a device shows what is not stored', ({ ledgers }) => ledgers[1]!.shown.push(entry(5, 'phantom'))],
  ['R7', 'an entry is shown twice', ({ ledgers }) => ledgers[1]!.shown.push(entry(4, 'c'))],
  ['R8', 'an entry is shown after a later one', ({ ledgers }) => ledgers[1]!.shown.reverse()],
  ['R9', 'a later message has a smaller seq', ({ ledgers }) => ledgers[0]!.sends.reverse()],
];

describe('the checker of ledgers', () => {
  it('finds nothing in a sound run', () => {
    const { ledgers, rows } = sound();
    expect(check(ledgers, rows, MEMBERS)).toEqual([]);
  });

  it.each(MUTANTS)('[%s] finds that %s', (rule, _what, mutate) => {
    const run = sound();
    mutate(run);
    expect(check(run.ledgers, run.rows, MEMBERS).map((violation) => violation.rule)).toContain(rule);
  });
});
