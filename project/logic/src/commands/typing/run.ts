// F-31: who is typing, to the sessions of the others; nothing is stored, and a notice may get lost. Bound: one a second from a user in a
// conversation, 100,000 remembered; never in groups of more than 200.
import { LRUCache } from 'lru-cache';
import { ok, type Outcome } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { Typing } from '@godwit/shared/protocol/messages/typing';
import type { Deliver } from '../../fanout/outgoing.js';
import type { Origin } from '../../session-ref.js';
import { checkSender } from '../../send/check.js';
import type { ConversationCache } from '../../store/conversation-cache.js';

const MAX_MEMBERS = 200;
const MIN_PAUSE_MS = 1_000;
/** No commit proves the snapshot here: this is how long a block, a mute or a removal may not be known to a node. */
const MAX_AGE_MS = 1_500;
const MAX_REMEMBERED = 100_000;

export interface TypingParts {
  readonly conversations: ConversationCache;
  readonly fanout: Deliver;
  readonly typingPauses: TypingPauses;
  readonly now: () => number;
}

/** True once a second for the same user, conversation and news. */
export class TypingPauses {
  readonly #recent = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: MIN_PAUSE_MS });

  pass({ userId }: Pick<Origin, 'userId'>, { conversationId, typing }: Typing): boolean {
    const key = `${userId}:${conversationId}:${String(typing)}`;
    if (this.#recent.has(key)) return false;
    this.#recent.set(key, true);
    return true;
  }
}

/** Whoever may not send is not seen typing either. */
export async function runTyping(
  { conversations, fanout, typingPauses, now }: TypingParts,
  origin: Origin,
  notice: Typing,
): Promise<Outcome<null>> {
  const { userId } = origin;
  const { conversationId, typing } = notice;
  const allowed = await conversations.decide({ conversationId, userId }, MAX_AGE_MS, (conversation) => {
    const sender = checkSender(conversation, userId, now());
    return sender.ok ? ok(conversation!) : sender;
  });
  if (!allowed.ok) return allowed;
  const { members, room } = allowed.value;
  if (room || members.size > MAX_MEMBERS || !typingPauses.pass(origin, notice)) return ok(null);
  const userIds = [...members.values()].filter((m) => m.userId !== userId && m.maxSeq === 0).map((m) => m.userId);
  const frame = encodeDown({ kind: 'typingNotice', conversationId, userId, typing });
  await fanout.deliver([{ to: { at: 'users', userIds }, lane: 'datagram', counted: false, userVersion: 0, frame }]);
  return ok(null);
}
