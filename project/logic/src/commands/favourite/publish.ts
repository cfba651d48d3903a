import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';

/** Every device of the user reads the list again when it shows it. version 0: nothing has changed. */
export function favouriteMessages(userId: Id, version: number): Outgoing[] {
  if (version === 0) return [];
  const frame = encodeDown({
    kind: 'userStateChanged',
    userVersion: version,
    members: [],
    conversationIds: [],
    favouriteVersion: version,
    profileVersion: 0,
  });
  return [pushTo([userId], frame, { userVersion: version })];
}
