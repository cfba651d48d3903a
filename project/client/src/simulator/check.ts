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
    ...sameLogEverywhere(of('end'), logs),
    ...sameStateEverywhere(of('end'), logs),
    ...nothingRecalledIsShown(of('timeline')),
    ...shownInOrder(of('timeline'), of('entry')),
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
  const open = ends.flatMap((e) => e.rows.filter((r) => r.at === 'pending').map((r) => `R3 ${e.device} still shows ${idOf(r)} as pending`));
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

function sameLogEverywhere(ends: readonly Of<'end'>[], logs: readonly Log[]): string[] {
  const truth = new Map(logs.map((l) => [l.conversation, l.rows.map((r) => `${r.seq}:${r.id}`).join(' ')]));
  return ends.flatMap((end) => {
    const shown = end.rows.map((r) => (r.at === 'entry' ? `${r.seq}:${r.id}` : r.at)).join(' ');
    return shown === truth.get(end.conversation)
      ? []
      : [`R6 ${end.device} ends with [${shown}], the log is [${truth.get(end.conversation)}]`];
  });
}

const textOf = (face: Face | undefined): string => JSON.stringify(face);

function sameStateEverywhere(ends: readonly Of<'end'>[], logs: readonly Log[]): string[] {
  return ends.flatMap((end) => {
    const log = logs.find((l) => l.conversation === end.conversation);
    const truth = log?.faces(end.user) ?? [];
    const wrong = end.rows.flatMap((row) => {
      const face = row.at === 'entry' ? truth[row.seq - 1] : undefined;
      return row.at === 'entry' && textOf(row.face) !== textOf(face)
        ? [`R6 ${end.device} shows ${row.seq} as ${textOf(row.face)}, it is ${textOf(face)}`]
        : [];
    });
    const last = truth.findLast((f) => f.kind === 'message');
    const pins = String(log?.pins);
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

function shownInOrder(timelines: readonly Of<'timeline'>[], entries: readonly Of<'entry'>[]): string[] {
  const runs = new Map<string, Of<'entry'>[]>();
  for (const e of entries)
    runs.set(`${e.device}#${e.run}/${e.conversation}`, [...(runs.get(`${e.device}#${e.run}/${e.conversation}`) ?? []), e]);
  const streams = [...runs].flatMap(([run, list]) =>
    list.flatMap((e, i) => {
      const before = list[i - 1];
      if (!before || e.seq === before.seq + 1 || e.seq > before.seq + SHORTEST_JUMP) return [];
      return [`${e.seq <= before.seq ? 'R7' : 'R8'} ${run} was told of seq ${e.seq} after ${before.seq}`];
    }),
  );
  return [...timelines.flatMap((t) => wrongRows(t.rows).map((what) => `${what}, on ${t.device}#${t.run}`)), ...streams];
}

function wrongRows(rows: readonly Row[]): string[] {
  const ids = rows.filter((r) => r.at !== 'gap').map(idOf);
  const doubled = new Set(ids).size === ids.length ? [] : [`R7 shown twice: ${ids.filter((id, i) => ids.indexOf(id) !== i).join(' ')}`];
  const disordered = rows.flatMap((row, i) => {
    const before = rows[i - 1];
    if (!before || row.at === 'gap' || before.at === 'gap' || row.at === 'pending') return [];
    if (before.at === 'pending') return [`R8 entry ${row.seq} below a pending one`];
    return row.seq === before.seq + 1 ? [] : [`R8 entry ${row.seq} right after ${before.seq}`];
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
    const log = logs.find((l) => l.conversation === end.conversation);
    const unread = (log?.rows.at(-1)?.countableNo ?? 0) - (log?.readCountable.get(end.user) ?? 0);
    return unread === end.unread ? [] : [`F-28 ${end.device} shows ${end.unread} unread, the server has ${unread}`];
  });
}
