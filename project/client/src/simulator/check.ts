import type { Line, Log, Row } from './ledger.js';

// The independent checker: reads ledgers and the server's log, never asks a client for its opinion.

type Of<At extends Line['at']> = Extract<Line, { at: At }>;

/** One text per broken rule, with its id. */
export function check(lines: readonly Line[], logs: readonly Log[]): string[] {
  const of = <At extends Line['at']>(at: At): Of<At>[] => lines.filter((l): l is Of<At> => l.at === at);
  return [
    ...everySendEnds(of('invoke'), of('failed'), of('end'), logs),
    ...oneRowPerSend(of('sent'), logs),
    ...sameLogEverywhere(of('end'), logs),
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
  const over = new Set([...rowsOf(logs).map((r) => r.id), ...failed.map((f) => f.id)]);
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

function shownInOrder(timelines: readonly Of<'timeline'>[], entries: readonly Of<'entry'>[]): string[] {
  const runs = new Map<string, Of<'entry'>[]>();
  for (const e of entries)
    runs.set(`${e.device}#${e.run}/${e.conversation}`, [...(runs.get(`${e.device}#${e.run}/${e.conversation}`) ?? []), e]);
  const streams = [...runs].flatMap(([run, list]) =>
    list.flatMap((e, i) => {
      const before = list[i - 1];
      if (!before || e.seq === before.seq + 1) return [];
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

function inOrderOfSending(invokes: readonly Of<'invoke'>[], logs: readonly Log[]): string[] {
  const seqs = new Map(rowsOf(logs).map((r) => [r.id, r.seq]));
  const last = new Map<string, number>();
  return invokes.flatMap((i) => {
    const key = `${i.device}/${i.conversation}`;
    const seq = seqs.get(i.id) ?? Infinity;
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
