import type { MessageRow } from './message-rows.ts';
import type { Ledger, LedgerEntry, LedgerSend } from '../ledger/ledger-event.ts';

/** Rule id and what was found. */
export interface Violation {
  readonly rule: 'R1' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9';
  readonly found: string;
}

/** Who may see which conversation: members of each. */
export type Members = ReadonlyMap<string, readonly string[]>;

/** Compares ledgers with the rows of PostgreSQL. */
export function check(ledgers: readonly Ledger[], rows: readonly MessageRow[], members: Members): Violation[] {
  return [
    ...ledgers.flatMap((ledger) => checkSends(ledger, rows)),
    ...checkRows(rows),
    ...ledgers.flatMap((ledger) => checkShown(ledger, rows, members)),
  ];
}

function checkSends(ledger: Ledger, rows: readonly MessageRow[]): Violation[] {
  const found: Violation[] = [];
  const newest = new Map<string, LedgerSend>();
  for (const send of ledger.sends) {
    const stored = rows.filter(
      (row) => row.conversationId === send.conversationId && row.senderId === ledger.userId && row.text === send.text,
    );
    if (send.seq === undefined) found.push({ rule: 'R3', found: `${ledger.device}: “${send.text}” was never acked` });
    else if (!stored.some((row) => row.seq === send.seq))
      found.push({ rule: 'R1', found: `${ledger.device}: “${send.text}” acked as ${send.seq} is not stored` });
    if (stored.length > 1) found.push({ rule: 'R4', found: `${ledger.device}: “${send.text}” is stored ${stored.length} times` });
    const before = newest.get(send.conversationId);
    if (before?.seq !== undefined && send.seq !== undefined && before.seq >= send.seq) {
      found.push({ rule: 'R9', found: `${ledger.device}: “${before.text}” (${before.seq}) was sent before “${send.text}” (${send.seq})` });
    }
    newest.set(send.conversationId, send);
  }
  return found;
}

/** User messages only: system entries stand between them, so a conversation's seqs grow but need not be dense here. */
function checkRows(rows: readonly MessageRow[]): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const key = `${row.conversationId}:${row.seq}`;
    if (seen.has(key)) found.push({ rule: 'R5', found: `${key} is stored twice` });
    seen.add(key);
  }
  return found;
}

function checkShown(ledger: Ledger, rows: readonly MessageRow[], members: Members): Violation[] {
  const found: Violation[] = [];
  const newest = new Map<string, number>();
  const shown = new Map<string, LedgerEntry>();
  for (const entry of ledger.shown) {
    const key = `${entry.conversationId}:${entry.seq}`;
    if (shown.has(key)) found.push({ rule: 'R7', found: `${ledger.device}: ${key} was shown twice` });
    else if (entry.seq < (newest.get(entry.conversationId) ?? 0))
      found.push({ rule: 'R8', found: `${ledger.device}: ${key} was shown after a later one` });
    shown.set(key, entry);
    newest.set(entry.conversationId, Math.max(entry.seq, newest.get(entry.conversationId) ?? 0));
  }
  const visible = rows.filter((row) => members.get(row.conversationId)?.includes(ledger.userId));
  for (const row of visible) {
    const entry = shown.get(`${row.conversationId}:${row.seq}`);
    if (entry?.text !== row.text)
      found.push({
        rule: 'R6',
        found: `${ledger.device}: ${row.conversationId}:${row.seq} is “${row.text}” and was shown as ${entry?.text ?? 'nothing'}`,
      });
  }
  const stored = new Set(visible.map((row) => `${row.conversationId}:${row.seq}`));
  for (const key of shown.keys())
    if (!stored.has(key)) found.push({ rule: 'R6', found: `${ledger.device}: ${key} was shown and is not stored for this user` });
  return found;
}
