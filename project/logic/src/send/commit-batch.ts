// Hop 6: check → (files) → (review) → store → publish for one batch of a commit lane.
// Bound: an entry that stays stale is given up after 4 rounds; one whose time is over is dropped (C8).
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import type { Outcome, Refusal } from '@godwit/shared/outcome';
import { NO_BODY, withoutPreview } from '@godwit/shared/protocol/changed-body';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { EVERYBODY } from '@godwit/shared/protocol/mentions';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import type { Deliver } from '../fanout/outgoing.js';
import type { ConversationCache } from '../store/conversation-cache.js';
import type { FileClaim } from '../store/claim-files.js';
import type { FoundEntry } from '../store/find-committed.js';
import type { Asked, Conversation, Member } from '../store/load-conversations.js';
import { isCounted } from '../store/sending.js';
import type { Attached } from './attachments.js';
import type { BeforeSend } from './before-send.js';
import type { Candidate } from './candidate.js';
import { checkSender, mentionAllRefusal } from './check.js';
import type { BatchTimes, HopMetrics } from './hops.js';
import type { CommitBatch } from './lanes.js';
import type { PendingEntry } from './pending-entry.js';
import { messagesFor, type PlacedEntry, type Verdict } from './publish.js';
import type { Stored } from './store.js';

const MAX_ATTEMPTS = 4;
const RETRY_AFTER_MS = 1_000;

const OVERLOADED: Refusal = { error: 'OVERLOADED', retryAfterMs: RETRY_AFTER_MS };

export interface CommitBatchOptions {
  readonly conversations: ConversationCache;
  /** In the order of the entries; never rejects. */
  readonly store: (candidates: readonly Candidate[]) => Promise<Stored[]>;
  /** Places of entries that are in the log already, in their order. */
  readonly findCommitted: (candidates: readonly Candidate[]) => Promise<(FoundEntry | undefined)[]>;
  /** Whether each file may be attached by the user who wants to, in their order. */
  readonly claimFiles: (claims: readonly FileClaim[]) => Promise<boolean[]>;
  /** undefined: messages are stored as they were sent. */
  readonly beforeSend: BeforeSend | undefined;
  readonly fanout: Deliver;
  /** Throws when no ids may be made now. */
  readonly nextId: () => Id;
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly onCommitted: (entries: number) => void;
  readonly onError: (error: unknown) => void;
  /** What of a batch was worked on, when it is published. */
  readonly onPublished: HopMetrics['batch'];
}

export function createCommitBatch(options: CommitBatchOptions): CommitBatch {
  return async (batch) => {
    const nowMs = options.now();
    const beganMs = options.monotonic();
    const live = batch.filter(({ request }) => request.origin.expiresAt > nowMs);
    const outcome = new BatchOutcome();
    try {
      const allowed = await checkFiles(options, await check(options, live, nowMs, outcome), outcome);
      const candidates = await review(options, allowed, outcome);
      if (candidates.length > 0) settle(options, candidates, await options.store(candidates), outcome);
    } catch (error) {
      // Before the statement: nothing was written.
      options.onError(error);
      outcome.refuseRest(live, OVERLOADED);
    }
    if (outcome.placed.length > 0) options.onCommitted(outcome.placed.length);
    const committedMs = options.monotonic();
    return { again: outcome.again, publish: () => publish(options, outcome, { beganMs, committedMs }) };
  };
}

async function publish(
  { fanout, now, monotonic, onError, onPublished }: CommitBatchOptions,
  { placed, repeated, verdicts }: BatchOutcome,
  at: Pick<BatchTimes, 'beganMs' | 'committedMs'>,
): Promise<void> {
  const times = { ...at, publishedMs: monotonic(), epochMs: now() };
  try {
    await fanout.deliver(messagesFor(placed, repeated, verdicts, times));
  } catch (error) {
    onError(error);
  }
  onPublished(
    verdicts.map(({ pending }) => pending),
    { ...at, publishedMs: monotonic() },
  );
}

/** What is to be done after a batch. */
class BatchOutcome {
  readonly again: PendingEntry[] = [];
  readonly placed: PlacedEntry[] = [];
  /** In the log since an earlier attempt. */
  readonly repeated: PlacedEntry[] = [];
  readonly verdicts: Verdict[] = [];

  refuse(pending: PendingEntry, refusal: Refusal): void {
    this.verdicts.push({ at: 'refused', pending, refusal });
  }

  refuseRest(batch: readonly PendingEntry[], refusal: Refusal): void {
    const answered = new Set(this.verdicts.map(({ pending }) => pending));
    for (const pending of batch) if (!answered.has(pending)) this.refuse(pending, refusal);
  }

  /** Checked again with fresh rows in the next batch. */
  repeat(pending: PendingEntry): void {
    const attempts = pending.attempts + 1;
    if (attempts < MAX_ATTEMPTS) this.again.push({ ...pending, attempts });
    else this.refuse(pending, OVERLOADED);
  }
}

/** Whom the cached snapshot refuses is refused only if fresh rows do so too. */
async function check(
  options: CommitBatchOptions,
  batch: readonly PendingEntry[],
  nowMs: number,
  outcome: BatchOutcome,
): Promise<Candidate[]> {
  const { conversations, nextId } = options;
  const snapshots = await conversations.resolve(batch.map(askedOf));
  const doubtful = new Set(batch.filter((pending) => !senderOf(pending, snapshots, nowMs).ok).map(({ request }) => request.conversationId));
  const again = batch.map(askedOf).filter(({ conversationId }) => doubtful.has(conversationId));
  const known = again.length === 0 ? snapshots : new Map([...snapshots, ...(await conversations.refresh(again))]);
  const candidates: Candidate[] = [];
  const refused: RefusedEntry[] = [];
  for (const pending of batch) {
    const conversation = known.get(pending.request.conversationId);
    const sender = senderOf(pending, known, nowMs);
    if (sender.ok) candidates.push(candidateOf(pending, conversation!, sender.value, nextId));
    else refused.push({ pending, conversation, refusal: sender.refusal });
  }
  if (refused.length > 0) await refuseUnlessCommitted(options, refused, outcome);
  return candidates;
}

/** Refuses entries with a file that is not there, is another than the entry says, or is not for its sender to use. */
async function checkFiles(
  options: CommitBatchOptions,
  candidates: readonly Candidate[],
  outcome: BatchOutcome,
): Promise<readonly Candidate[]> {
  const claims: (FileClaim & { readonly candidate: Candidate })[] = [];
  for (const candidate of candidates)
    for (const attached of candidate.pending.references?.attached ?? NO_FILES)
      claims.push({ ...attached, userId: candidate.senderId, candidate });
  if (claims.length === 0) return candidates;
  const granted = await options.claimFiles(claims);
  const without = new Set(claims.filter((_, i) => granted[i] !== true).map(({ candidate }) => candidate));
  if (without.size === 0) return candidates;
  const refused = [...without].map(({ pending, conversation }) => ({ pending, conversation, refusal: FILE_NOT_FOUND }));
  await refuseUnlessCommitted(options, refused, outcome);
  return candidates.filter((candidate) => !without.has(candidate));
}

const FILE_NOT_FOUND: Refusal = { error: 'FILE_NOT_FOUND' };

interface RefusedEntry {
  readonly pending: PendingEntry;
  readonly conversation: Conversation | undefined;
  readonly refusal: Refusal;
}

/** A member who lost the right to send, or to a file, may ask again about an entry that he sent before: it has its place, and only that is true (R4). */
async function refuseUnlessCommitted(options: CommitBatchOptions, refused: readonly RefusedEntry[], outcome: BatchOutcome): Promise<void> {
  const asked = refused.flatMap(({ pending, conversation, refusal }) => {
    const member = conversation?.members.get(pending.request.origin.userId);
    return conversation === undefined || member === undefined
      ? []
      : [{ candidate: candidateOf(pending, conversation, member, () => NO_ID), refusal }];
  });
  for (const { pending, conversation, refusal } of refused) {
    if (conversation?.members.has(pending.request.origin.userId) !== true) outcome.refuse(pending, refusal);
  }
  if (asked.length === 0) return;
  const found = await options.findCommitted(asked.map(({ candidate }) => candidate));
  asked.forEach(({ candidate, refusal }, i) => {
    const committed = found[i];
    if (committed === undefined) outcome.refuse(candidate.pending, refusal);
    else settleFound(options, candidate, committed, outcome);
  });
}

/** What is in the log already is not asked about again: another answer would not undo it. */
async function review(options: CommitBatchOptions, candidates: readonly Candidate[], outcome: BatchOutcome): Promise<readonly Candidate[]> {
  const { beforeSend, findCommitted } = options;
  if (beforeSend === undefined || candidates.length === 0) return candidates;
  const found = await findCommitted(candidates);
  candidates.forEach((candidate, i) => {
    if (found[i] !== undefined) settleFound(options, candidate, found[i], outcome);
  });
  const fresh = candidates.filter((_, i) => found[i] === undefined);
  const reviews = await beforeSend(
    fresh.map(({ pending, clientMsgId, body }) => ({ request: pending.request, clientMsgId, body, editedSeq: 0 })),
  );
  return fresh.flatMap((candidate, i) => {
    const review = reviews[i]!;
    if (review.verdict === 'pass') return [candidate];
    if (review.verdict === 'replace') return [replaced(candidate, review.body)];
    outcome.refuse(candidate.pending, { error: 'MESSAGE_REJECTED' });
    return [];
  });
}

const replaced = (candidate: Candidate, body: Uint8Array): Candidate => ({
  ...candidate,
  body,
  unquoted: candidate.targetSeq === 0 ? NO_BODY : withoutPreview(body),
});

/** With a hook the log may hold another body than was sent, and that is the one to be shown. */
function settleFound(options: CommitBatchOptions, candidate: Candidate, found: FoundEntry, outcome: BatchOutcome): void {
  if (found.content !== 'other' || options.beforeSend === undefined) settle(options, [candidate], [found], outcome);
  else settle(options, [{ ...candidate, body: found.body }], [{ ...found, content: 'same' }], outcome);
}

const askedOf = ({ request }: PendingEntry): Asked => ({ conversationId: request.conversationId, userId: request.origin.userId });

function senderOf({ request, references }: PendingEntry, snapshots: ReadonlyMap<Id, Conversation>, nowMs: number): Outcome<Member> {
  const conversation = snapshots.get(request.conversationId);
  const sender = checkSender(conversation, request.origin.userId, nowMs);
  if (!sender.ok || references?.mentions.includes(EVERYBODY) !== true) return sender;
  const refusal = mentionAllRefusal(conversation!, sender.value.role);
  return refusal === undefined ? sender : { ok: false, refusal };
}

const candidateOf = (pending: PendingEntry, conversation: Conversation, member: Member, nextId: () => Id): Candidate => ({
  pending,
  conversation,
  member,
  conversationId: conversation.id,
  membershipVersion: conversation.membershipVersion,
  memberRowId: member.rowId,
  counted: isCounted(member.sending),
  senderId: member.userId,
  clientMsgId: pending.entry.clientMsgId,
  messageId: nextId(),
  kind: EntryKindNumber[pending.entry.kind],
  targetSeq: pending.references?.quotedSeq ?? 0,
  body: pending.entry.body,
  unquoted: pending.references?.unquoted ?? NO_BODY,
  mentions: pending.references?.mentions.map((userId) => ({ rowId: nextId(), userId })) ?? NOBODY,
  files: filesOf(pending.references?.attached ?? NO_FILES, nextId),
});

const NOBODY: Candidate['mentions'] = [];

/** Each once, however often the message names it. */
const filesOf = (attached: readonly Attached[], nextId: () => Id): Candidate['files'] =>
  attached.length === 0 ? NO_FILES : [...new Set(attached.map(({ fileId }) => fileId))].map((fileId) => ({ rowId: nextId(), fileId }));

const NO_FILES: readonly never[] = [];

function settle(
  { conversations, beforeSend }: CommitBatchOptions,
  candidates: readonly Candidate[],
  stored: readonly Stored[],
  outcome: BatchOutcome,
): void {
  candidates.forEach((candidate, i) => {
    const { pending } = candidate;
    const result = stored[i]!;
    switch (result.at) {
      case 'placed':
        outcome.placed.push({ candidate, entry: entryOf(candidate, candidate.messageId, result, result.unquoted) });
        outcome.verdicts.push({ ...result, at: 'committed', pending, messageId: candidate.messageId });
        return;
      case 'repeated':
        if (result.content === 'other') {
          // the same message may have been changed on another node meanwhile: the next round finds it
          if (beforeSend === undefined) outcome.refuse(pending, { error: 'IDEMPOTENCY_MISMATCH' });
          else outcome.repeat(pending);
          return;
        }
        // What was changed since says something else now, and the entry that changed it is in the log: nothing to push again.
        if (result.content === 'same') outcome.repeated.push({ candidate, entry: entryOf(candidate, result.messageId, result, false) });
        outcome.verdicts.push({ ...result, at: 'committed', pending });
        return;
      case 'stale':
        conversations.drop(candidate.conversationId);
        outcome.repeat(pending);
        return;
      case 'failed':
        outcome.refuse(pending, result.transient ? OVERLOADED : { error: 'INTERNAL_ERROR' });
        return;
      case 'unknown':
        return;
    }
  });
}

const entryOf = (
  candidate: Candidate,
  messageId: Id,
  place: { seq: number; countableNo: number; createdAt: number },
  unquoted: boolean,
): PlacedEntry['entry'] => ({
  seq: place.seq,
  messageId,
  senderId: candidate.senderId,
  clientMsgId: candidate.clientMsgId,
  kind: candidate.pending.entry.kind,
  countableNo: place.countableNo,
  createdAt: place.createdAt,
  targetSeq: candidate.targetSeq,
  body: unquoted ? candidate.unquoted : candidate.body,
  ...UNTOUCHED,
});
