// Entries about a message: recall, edit, reaction, unreact, pin, unpin. Bounded: a quarter of QUERY_CONNECTIONS, 1,000 wait, then OVERLOADED.
// With BEFORE_SEND_HOOK=1 an edit is reviewed as a message is, before the transaction: the lock of a conversation waits for no other process.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, type Refusal, refuse } from '@godwit/shared/outcome';
import type { UserMessage } from '@godwit/shared/protocol/messages/user-message';
import type { Deliver } from '../../fanout/outgoing.js';
import type { Gate } from '../../gate.js';
import type { Origin } from '../../session-ref.js';
import type { BeforeSend } from '../../send/before-send.js';
import { checkSender } from '../../send/check.js';
import type { ConversationCache } from '../../store/conversation-cache.js';
import { hasEntry } from '../../store/has-entry.js';
import { isRowId } from '../../store/row-id.js';
import { type Action, actionOf } from './action.js';
import { type Acted, actedMessages } from './publish.js';
import { storeAction } from './store.js';

const MAX_ATTEMPTS = 4;
const RETRY_AFTER_MS = 1_000;

export interface ActOnEntryParts {
  readonly pool: pg.Pool;
  readonly conversations: ConversationCache;
  readonly fanout: Deliver;
  readonly actGate: Gate;
  /** undefined: edits are stored as they were sent. */
  readonly beforeSend: BeforeSend | undefined;
  readonly nextId: () => Id;
  readonly now: () => number;
}

export async function runActOnEntry(
  parts: ActOnEntryParts,
  origin: Origin,
  { conversationId, entries }: UserMessage,
): Promise<Outcome<null>> {
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return refuse('INVALID_ARGUMENT', 'an entry about another goes in a frame of its own');
  const action = actionOf(entry);
  const acted = action.ok ? await act(parts, origin, conversationId, action.value) : refusedBy(action.refusal);
  if (acted !== undefined) await parts.fanout.deliver(actedMessages({ request: { origin, conversationId }, entry, attempts: 0 }, acted));
  return ok(null);
}

const refusedBy = (refusal: Refusal): Acted => ({ at: 'refused', refusal });

/** undefined: its time is over, and the client has sent it again (C8). */
async function act(parts: ActOnEntryParts, origin: Origin, conversationId: Id, asked: Action): Promise<Acted | undefined> {
  const { pool, conversations, actGate, beforeSend, nextId, now } = parts;
  const { userId, expiresAt } = origin;
  if (!isRowId(conversationId)) return refusedBy({ error: 'CONVERSATION_NOT_FOUND' });
  return actGate.run(userId, async () => {
    const reviewed = await review(parts, origin, conversationId, asked);
    if (!reviewed.ok) return refusedBy(reviewed.refusal);
    const action = reviewed.value;
    for (let attempt = 0; attempt < MAX_ATTEMPTS && expiresAt > now(); attempt++) {
      const conversation = await conversations.get({ conversationId, userId });
      if (conversation === undefined) return refusedBy({ error: 'CONVERSATION_NOT_FOUND' });
      const sender = checkSender(conversation, userId, now());
      const { membershipVersion } = conversation;
      const wanted = {
        conversationId,
        userId,
        membershipVersion,
        sendRefusal: sender.ok ? undefined : sender.refusal,
        action,
        reviewed: beforeSend !== undefined,
      };
      const stored = await storeAction(pool, wanted, nextId);
      if (stored.at === 'refused') return stored;
      if (stored.at !== 'stale') return { ...stored, conversation };
      conversations.drop(conversationId);
    }
    return expiresAt > now() ? refusedBy({ error: 'OVERLOADED', retryAfterMs: RETRY_AFTER_MS }) : undefined;
  });
}

/** The action with the text that the hook wants. What is in the log already is not asked about again: another answer would not undo it. */
async function review(
  { pool, conversations, beforeSend }: ActOnEntryParts,
  origin: Origin,
  conversationId: Id,
  action: Action,
): Promise<Outcome<Action>> {
  if (beforeSend === undefined || action.kind !== 'edit') return ok(action);
  const { userId } = origin;
  const { clientMsgId, body, targetSeq: editedSeq } = action;
  const conversation = await conversations.get({ conversationId, userId });
  if (conversation?.members.has(userId) !== true || (await hasEntry(pool, { conversationId, userId, clientMsgId }))) return ok(action);
  const [verdict] = await beforeSend([{ request: { origin, conversationId }, clientMsgId, body, editedSeq }]);
  if (verdict?.verdict === 'reject') return refuse('MESSAGE_REJECTED');
  return ok(verdict?.verdict === 'replace' ? { ...action, body: verdict.body } : action);
}
