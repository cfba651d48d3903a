import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import type { ChangedSettings } from './store.js';

/** Every device of the user, the one that asked too. */
export function settingsMessages(userId: Id, { state, favouriteVersion }: ChangedSettings): Outgoing[] {
  const userVersion = state.version;
  const frame = encodeDown({
    kind: 'userStateChanged',
    userVersion,
    members: [state],
    conversationIds: [],
    favouriteVersion,
    profileVersion: 0,
  });
  return [pushTo([userId], frame, { userVersion })];
}
