import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { MemberState } from '@godwit/shared/protocol/messages/member-state';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';

/** Every device of the user, the one that asked too. */
export function settingsMessages(userId: Id, state: MemberState): Outgoing[] {
  const userVersion = state.version;
  return [pushTo([userId], encodeDown({ kind: 'userStateChanged', userVersion, members: [state], conversationIds: [] }), { userVersion })];
}
