import { ok, type Outcome } from '@godwit/shared/outcome';
import type { ConversationRead } from '@godwit/shared/protocol/messages/conversation-read';
import type { Deliver } from '../../fanout/outgoing.js';
import type { Origin } from '../../session-ref.js';
import type { ConversationCache } from '../../store/conversation-cache.js';
import { checkMark } from './check.js';
import { ownMark, receipts } from './publish.js';
import type { StoreReadMarks } from './store.js';

export interface ConversationReadParts {
  readonly conversations: ConversationCache;
  readonly readMarks: StoreReadMarks;
  readonly fanout: Deliver;
}

export async function runConversationRead(
  parts: ConversationReadParts,
  origin: Origin,
  { conversationId, readSeq }: ConversationRead,
): Promise<Outcome<null>> {
  const { userId } = origin;
  const checked = await parts.conversations.decide({ conversationId, userId }, Infinity, (conversation) => checkMark(conversation, userId));
  if (!checked.ok) return checked;
  const marked = await parts.readMarks.submit({ conversationId, userId, readSeq });
  if (marked === undefined) return ok(null);
  const outgoing = [ownMark(marked)];
  try {
    const conversation = await parts.conversations.current(checked.value, marked);
    if (conversation !== undefined) outgoing.push(...receipts(conversation, marked));
  } finally {
    // Also when PostgreSQL is away by now: a mark that is said again is no news, so nobody would tell the user's other devices.
    await parts.fanout.deliver(outgoing);
  }
  return ok(null);
}
