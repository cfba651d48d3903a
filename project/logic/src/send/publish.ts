// Hop 7: what follows the COMMIT. Pushes first, then the acknowledgements, so that NATS has the push before the sender sees "sent".
// A push frame carries consecutive entries of one session in one conversation, ≤ 48 KB of bodies.
import type { Refusal } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { answerTo, type Outgoing } from '../fanout/outgoing.js';
import { pushEntries } from '../fanout/push-entries.js';
import { type BatchTimes, hopsOf } from './hops.js';
import { isSameSession } from '../session-ref.js';
import type { Candidate } from './candidate.js';
import type { PendingEntry, SendRequest } from './pending-entry.js';

const MAX_PUSH_BYTES = 48 * 1024;

/** What is told about one entry. */
export type Verdict =
  | {
      readonly at: 'committed';
      readonly pending: PendingEntry;
      readonly messageId: Id;
      readonly seq: number;
      readonly countableNo: number;
      readonly createdAt: number;
    }
  | { readonly at: 'refused'; readonly pending: PendingEntry; readonly refusal: Refusal };

export interface PlacedEntry {
  readonly candidate: Pick<Candidate, 'pending' | 'conversation' | 'conversationId'>;
  readonly entry: Entry;
}

/**
 * `repeated` were in the log already. They are pushed again, each by itself because members may have changed since: the node that
 * committed them may have died before its push, and a device that has them drops them.
 */
export const messagesFor = (
  placed: readonly PlacedEntry[],
  repeated: readonly PlacedEntry[],
  verdicts: readonly Verdict[],
  times?: BatchTimes,
): Outgoing[] => [
  ...repeated.flatMap((entry) => runs([entry])).map((run) => pushOf(run, undefined)),
  ...runs(placed).map((run) => pushOf(run, times)),
  ...acksFor(verdicts, times),
];

interface Run {
  readonly first: PlacedEntry['candidate'];
  readonly entries: Entry[];
  bytes: number;
  toSender: boolean;
}

/** Entries of each conversation in order, cut where the session changes or a frame is full. */
function runs(placed: readonly PlacedEntry[]): Run[] {
  const all: Run[] = [];
  const open = new Map<Id, Run>();
  for (const { candidate, entry } of placed) {
    const run = open.get(candidate.conversationId);
    if (run !== undefined && joins(run, candidate, entry)) {
      run.entries.push(entry);
      run.bytes += entry.body.length;
      run.toSender ||= mayDiffer(candidate, entry);
      continue;
    }
    const begun = { first: candidate, entries: [entry], bytes: entry.body.length, toSender: mayDiffer(candidate, entry) };
    open.set(candidate.conversationId, begun);
    all.push(begun);
  }
  return all;
}

const joins = (run: Run, { pending }: PlacedEntry['candidate'], entry: Entry): boolean =>
  isSameSession(run.first.pending.request.origin, pending.request.origin) && run.bytes + entry.body.length <= MAX_PUSH_BYTES;

function pushOf({ first, entries, toSender }: Run, times: BatchTimes | undefined): Outgoing {
  const { origin } = first.pending.request;
  return pushEntries(first.conversation, entries, toSender ? undefined : origin, times && hopsOf(origin, times));
}

/** Its sender gets it too: the quote may have been emptied or the hook have put another text there, and the ack does not say so. */
const mayDiffer = ({ pending }: PlacedEntry['candidate'], { kind, targetSeq, body }: Entry): boolean =>
  (kind === 'message' && targetSeq > 0) || ((kind === 'message' || kind === 'edit') && body !== pending.entry.body);

function acksFor(verdicts: readonly Verdict[], times: BatchTimes | undefined): Outgoing[] {
  const requests = new Map<SendRequest, AckResult[]>();
  for (const verdict of verdicts) {
    const { request } = verdict.pending;
    const results = requests.get(request);
    if (results === undefined) requests.set(request, [resultOf(verdict)]);
    else results.push(resultOf(verdict));
  }
  return [...requests].map(([{ origin, conversationId }, results]) => {
    const hops = times === undefined ? null : hopsOf(origin, times);
    return answerTo(origin, origin.lane, encodeDown({ kind: 'messageAck', conversationId, results, hops }, origin.ref));
  });
}

function resultOf(verdict: Verdict): AckResult {
  const { clientMsgId } = verdict.pending.entry;
  if (verdict.at === 'committed') {
    const { messageId, seq, countableNo, createdAt } = verdict;
    return { clientMsgId, code: 0, messageId, seq, countableNo, createdAt, retryAfterMs: 0 };
  }
  const { error, retryAfterMs = 0 } = verdict.refusal;
  return { clientMsgId, code: ERRORS[error].code, messageId: NO_ID, seq: 0, countableNo: 0, createdAt: 0, retryAfterMs };
}
