import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';

/** friend_request.status. */
export const REQUEST_STATUS = { pending: 0, accepted: 1, rejected: 2 } as const;

export interface FriendRequestRow {
  readonly fromUserId: Id;
  readonly toUserId: Id;
  readonly status: number;
}

/** Only the one who was asked may accept; to anybody else the request does not exist. */
export function checkAcceptance(request: FriendRequestRow | undefined, userId: Id): Outcome<FriendRequestRow> {
  if (request === undefined || request.toUserId !== userId || request.status === REQUEST_STATUS.rejected)
    return refuse('REQUEST_NOT_FOUND');
  return ok(request);
}
