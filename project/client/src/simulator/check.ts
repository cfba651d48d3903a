import type { Id } from '@godwit/shared/ids/id';
import { MAX_HOLE, PULL_LIMIT } from '../inbox/gap.js';
import type { Face, Line, Log, Row } from './ledger.js';

// The independent checker: reads ledgers and the server's log, never asks a client for its opinion.

/** A hole of more than MAX_HOLE is jumped to its newest page. */
const SHORTEST_JUMP = MAX_HOLE - PULL_LIMIT;

type Of<At extends Line['at']> = Extract<Line, { at: At }>;

/** One text per broken rule, with its id. */
export function check(lines: readonly Line[], logs: readonly Log[]): string[] {
  const of = <At extends Line['at']>(at: At): Of<At>[] => lines.filter((l): l is Of<At> => l.at === at);
  return [
    ...everySendEnds(of('invoke'), of('failed'), of('end'), logs),
    ...oneRowPerSend(of('sent'), logs),
    ...sameLogEverywhere(of('end'), of('failed'), logs),
    ...sameStateEverywhere(of('end'), logs),
    ...nothingRecalledIsShown(of('timeline')),
    ...nothingOfOthersIsShown(of('timeline'), of('entry'), logs),
    ...shownInOrder(of('timeline'), of('entry'), logs),
    ...inOrderOfSending(of('invoke'), logs),
    ...unreadIsASubtraction(of('end'), logs),
  ];
}

const rowsOf = (logs: readonly Log[]): Log['rows'] => logs.flatMap((l) => [...l.rows]);

function everySendEnds(
  invokes: readonly Of<'invoke'>[],
  failed: readonly Of<'failed'>[],
  ends: readonly Of<'end'>[],
  logs: readonly Log[],
): string[] {
  const over = new Set([...rowsOf(logs).map((r) => r.id), ...logs.flatMap((l) => [...l.refused]), ...failed.map((f) => f.id)]);
  const lost = invokes.filter((i) => !over.has(i.id)).map((i) => `R3 ${i.device} sent ${i.id}: neither in the log nor refused`);
  const refused = new Set(failed.map(({ id }) => id));
  const open = ends.flatMap((e) =>
    e.rows.filter((r) => r.at === 'pending' && !refused.has(r.id)).map((r) => `R3 ${e.device} still shows ${idOf(r)} as pending`),
  );
  return [...lost, ...open];
}

const idOf = (row: Row): string => (row.at === 'gap' ? 'a gap' : row.id);

function oneRowPerSend(sent: readonly Of<'sent'>[], logs: readonly Log[]): string[] {
  const rows = rowsOf(logs);
  const seqs = new Map(rows.map((r) => [r.id, r.seq]));
  const doubled = rows.length === seqs.size ? [] : ['R4 a client id has two rows'];
  const wrong = sent.filter((s) => seqs.get(s.id) !== s.seq);
  return [...doubled, ...wrong.map((s) => `R4 ${s.device} was told seq ${s.seq} for ${s.id}, the log has ${seqs.get(s.id)}`)];
}

/** What the user may see now: since he came the last time, and up to where he left. */
function seenBy({ conversation, user }: Pick<Of<'end'>, 'conversation' | 'user'>, logs: readonly Log[]): Seen {
  const log = logs.find((l) => l.conversation === conversation);
  const { from, to } = log?.stays.findLast((s) => s.user === user) ?? { from: 1, to: Infinity };
  return { log, sees: (seq) => from <= seq && seq <= to, gone: to < Infinity };
}

interface Seen {
  readonly log: Log | undefined;
  readonly sees: (seq: number) => boolean;
  readonly gone: boolean;
}

/** Below the log a device shows what it was refused. */
function sameLogEverywhere(ends: readonly Of<'end'>[], failed: readonly Of<'failed'>[], logs: readonly Log[]): string[] {
  const refused = new Set(failed.map(({ id }) => id));
  return ends.flatMap((end) => {
    const { log, sees } = seenBy(end, logs);
    const truth = (log?.rows ?? []).filter((r) => sees(r.seq)).map((r) => `${r.seq}:${r.id}`);
    const rows = end.rows.filter((r) => r.at !== 'pending' || !refused.has(r.id));
    const shown = rows.map((r) => (r.at === 'entry' ? `${r.seq}:${r.id}` : r.at)).join(' ');
    return shown === truth.join(' ') ? [] : [`R6 ${end.device} ends with [${shown}], the log is [${truth.join(' ')}]`];
  });
}

const textOf = (face: Face | undefined): string => JSON.stringify(face);

function sameStateEverywhere(ends: readonly Of<'end'>[], logs: readonly Log[]): string[] {
  return ends.flatMap((end) => {
    const { log, sees, gone } = seenBy(end, logs);
    // nobody tells him any more what becomes of what he saw
    if (gone) return [];
    const truth = log?.faces(end.user) ?? [];
    const wrong = end.rows.flatMap((row) => {
      const face = row.at === 'entry' ? truth[row.seq - 1] : undefined;
      return row.at === 'entry' && textOf(row.face) !== textOf(face)
        ? [`R6 ${end.device} shows ${row.seq} as ${textOf(row.face)}, it is ${textOf(face)}`]
        : [];
    });
    const last = truth.findLast((f, i) => (f.kind === 'message' || f.kind === 'member') && sees(i + 1));
    const pins = String(log?.pins.filter(sees));
    return [
      ...wrong,
      ...(textOf(end.last) === textOf(last) ? [] : [`R6 ${end.device} lists ${textOf(end.last)} as the last, it is ${textOf(last)}`]),
      ...(String(end.pins) === pins ? [] : [`R6 ${end.device} has the pins [${String(end.pins)}], they are [${pins}]`]),
    ];
  });
}

/** Who was shown a recall is never again shown what it took back. */
function nothingRecalledIsShown(timelines: readonly Of<'timeline'>[]): string[] {
  return timelines.flatMap(({ device, run, rows }) => {
    const recalled = new Set(rows.flatMap((r) => (r.at === 'entry' && r.face.kind === 'recall' ? [r.face.targetSeq] : [])));
    if (recalled.size === 0) return [];
    return rows.filter((r) => speaksOf(r, recalled)).map((r) => `R21 ${device}#${run} shows what a recall took back: ${JSON.stringify(r)}`);
  });
}

function speaksOf(row: Row, recalled: ReadonlySet<number>): boolean {
  if (row.at === 'gap') return false;
  if (row.at === 'pending') return recalled.has(row.quotedSeq) && row.preview !== '';
  const { kind, text, preview, targetSeq } = row.face;
  if (recalled.has(row.seq)) return text !== '';
  return recalled.has(targetSeq) && (preview !== '' || (kind === 'edit' && text !== ''));
}

/** Devices are named after their users. */
const userOf = (device: string): Id => device.slice(0, 1);

const staysOf = (device: string, conversation: Id, logs: readonly Log[]): Log['stays'] =>
  (logs.find((l) => l.conversation === conversation)?.stays ?? []).filter((s) => s.user === userOf(device));

/** R20: nothing of a time in which its user was no member, not even for a moment. */
function nothingOfOthersIsShown(timelines: readonly Of<'timeline'>[], entries: readonly Of<'entry'>[], logs: readonly Log[]): string[] {
  const shown = new Map<string, Set<number>>();
  const seqsOf = ({ device, conversation }: Of<'timeline'> | Of<'entry'>): Set<number> => {
    const key = `${device}/${conversation}`;
    const seqs = shown.get(key) ?? new Set();
    shown.set(key, seqs);
    return seqs;
  };
  for (const timeline of timelines) {
    const seqs = seqsOf(timeline);
    for (const row of timeline.rows) if (row.at === 'entry') seqs.add(row.seq);
  }
  for (const entry of entries) seqsOf(entry).add(entry.seq);
  return [...shown].flatMap(([key, seqs]) => {
    const [device = '', conversation = ''] = key.split('/');
    const stays = staysOf(device, conversation, logs);
    const leaked = [...seqs].filter((seq) => !stays.some((s) => s.from <= seq && seq <= s.to));
    return leaked.map((seq) => `R20 ${device} shows seq ${seq}, which is not for its user`);
  });
}

function shownInOrder(timelines: readonly Of<'timeline'>[], entries: readonly Of<'entry'>[], logs: readonly Log[]): string[] {
  const begins = (device: string, conversation: Id, seq: number): boolean =>
    staysOf(device, conversation, logs).some((s) => s.from === seq);
  const runs = new Map<string, Of<'entry'>[]>();
  for (const e of entries)
    runs.set(`${e.device}#${e.run}/${e.conversation}`, [...(runs.get(`${e.device}#${e.run}/${e.conversation}`) ?? []), e]);
  const streams = [...runs].flatMap(([run, list]) =>
    list.flatMap((e, i) => {
      const before = list[i - 1];
      if (!before || e.seq === before.seq + 1 || e.seq > before.seq + SHORTEST_JUMP) return [];
      if (e.seq > before.seq && begins(e.device, e.conversation, e.seq)) return [];
      return [`${e.seq <= before.seq ? 'R7' : 'R8'} ${run} was told of seq ${e.seq} after ${before.seq}`];
    }),
  );
  const wrong = timelines.flatMap((t) =>
    wrongRows(t.rows, (seq) => begins(t.device, t.conversation, seq)).map((what) => `${what}, on ${t.device}#${t.run}`),
  );
  return [...wrong, ...streams];
}

function wrongRows(rows: readonly Row[], begins: (seq: number) => boolean): string[] {
  const ids = rows.filter((r) => r.at !== 'gap').map(idOf);
  const doubled = new Set(ids).size === ids.length ? [] : [`R7 shown twice: ${ids.filter((id, i) => ids.indexOf(id) !== i).join(' ')}`];
  const disordered = rows.flatMap((row, i) => {
    const before = rows[i - 1];
    if (!before || row.at === 'gap' || before.at === 'gap' || row.at === 'pending') return [];
    if (before.at === 'pending') return [`R8 entry ${row.seq} below a pending one`];
    return row.seq === before.seq + 1 || (row.seq > before.seq && begins(row.seq)) ? [] : [`R8 entry ${row.seq} right after ${before.seq}`];
  });
  return [...doubled, ...disordered];
}

/** A second copy of an action that was refused may come late, when it is allowed: then the next ones are before it. */
function inOrderOfSending(invokes: readonly Of<'invoke'>[], logs: readonly Log[]): string[] {
  const seqs = new Map(rowsOf(logs).map((r) => [r.id, r.seq]));
  const refused = new Set(logs.flatMap((l) => [...l.refused]));
  const last = new Map<string, number>();
  return invokes.flatMap((i) => {
    const key = `${i.device}/${i.conversation}`;
    const seq = seqs.get(i.id);
    if (seq === undefined || refused.has(i.id)) return [];
    const before = last.get(key) ?? 0;
    last.set(key, seq);
    return seq > before ? [] : [`R9 ${i.device} sent ${i.id} later, but it has seq ${seq} before ${before}`];
  });
}

function unreadIsASubtraction(ends: readonly Of<'end'>[], logs: readonly Log[]): string[] {
  return ends.flatMap((end) => {
    const { log, gone } = seenBy(end, logs);
    if (gone) return [];
    const unread = (log?.rows.at(-1)?.countableNo ?? 0) - (log?.readCountable.get(end.user) ?? 0);
    return unread === end.unread ? [] : [`F-28 ${end.device} shows ${end.unread} unread, the server has ${unread}`];
  });
}
