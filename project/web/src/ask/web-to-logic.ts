import type { Id } from '@godwit/shared/ids/id';

/** `id` is the REST call's requestId, so that one id names a call in the logs of both tiers. */
export type WebToLogic = { id: string } & (
  | { method: 'openDirect'; userId: Id; peerId: Id }
  | { method: 'acceptFriend'; userId: Id; requestId: Id }
  | { method: 'deleteFriend'; userId: Id; friendId: Id }
);
