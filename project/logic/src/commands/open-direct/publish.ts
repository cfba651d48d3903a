import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';

/** Each user's devices sync the conversation by id. */
export const conversationChanged = (conversationId: Id, versions: ReadonlyMap<Id, number>): Outgoing[] =>
  [...versions].map(([userId, userVersion]) => {
    const changed = { userVersion, members: [], conversationIds: [conversationId], favouriteVersion: 0, profileVersion: 0 };
    return pushTo([userId], encodeDown({ kind: 'userStateChanged', ...changed }), { userVersion });
  });
