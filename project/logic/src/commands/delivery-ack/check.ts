import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { FRAME_PERMISSIONS } from '@godwit/shared/protocol/frame-permissions';
import type { Cursor } from '@godwit/shared/protocol/messages/cursor';
import { CONVERSATION_TYPE, type Conversation } from '../../store/load-conversations.js';

const MAX_CURSORS = FRAME_PERMISSIONS.deliveryAck.maxItems;

export const checkCount = (cursors: readonly Cursor[]): Outcome<null> =>
  cursors.length > MAX_CURSORS
    ? refuse('INVALID_ARGUMENT', `${String(cursors.length)} cursors, at most ${String(MAX_CURSORS)} are allowed`)
    : ok(null);

/** Cursors of foreign conversations are dropped, a device may acknowledge what it lost access to meanwhile; of groups too, nobody is shown them. */
export const ownCursors = (cursors: readonly Cursor[], conversations: ReadonlyMap<Id, Conversation>, userId: Id): Cursor[] =>
  cursors.filter(({ conversationId }) => {
    const conversation = conversations.get(conversationId);
    return conversation?.type === CONVERSATION_TYPE.direct && conversation.members.has(userId);
  });
