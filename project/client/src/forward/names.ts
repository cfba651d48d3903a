import type { Id } from '@godwit/shared/ids/id';
import { ApiError } from '../api/api-error.js';
import type { RestApi } from '../api/rest-api.js';

const NAMES_A_CALL = 50;

/**
 * How people call themselves, in their group if it is one that the user is in. Remarks are the user's own and no business of others. Bounded:
 * 50 names a call in a group, one call for each person elsewhere. Rejects with ApiError without a network.
 */
export async function namesOf(
  api: Pick<RestApi, 'user' | 'groups'>,
  groupId: Id | undefined,
  userIds: readonly Id[],
): Promise<ReadonlyMap<Id, string>> {
  const names = new Map<Id, string>();
  if (groupId === undefined) {
    for (const userId of userIds) names.set(userId, await nameOf(api, userId));
    return names;
  }
  for (let at = 0; at < userIds.length; at += NAMES_A_CALL) {
    const page = await api.groups.names(groupId, userIds.slice(at, at + NAMES_A_CALL));
    for (const { userId, groupNickname, nickname, username } of page) names.set(userId, groupNickname || nickname || username);
  }
  return names;
}

/** '' of somebody whose account is gone. */
async function nameOf(api: Pick<RestApi, 'user'>, userId: Id): Promise<string> {
  try {
    const { nickname, username } = await api.user(userId);
    return nickname || username;
  } catch (error) {
    if (error instanceof ApiError && error.error === 'USER_NOT_FOUND') return '';
    throw error;
  }
}
