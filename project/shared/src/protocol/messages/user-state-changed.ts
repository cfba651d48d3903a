import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putAll, putIds } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { UserStateChanged as T } from '../generated/user-state-changed.js';
import { decodeMemberState, encodeMemberState, type MemberState } from './member-state.js';

/** Per-user state changed on another device. conversationIds: conversations to sync by id (new, renamed, left). favouriteVersion, profileVersion: 0 = the list of favourites, the profile is as it was. */
export interface UserStateChanged {
  readonly userVersion: number;
  readonly members: MemberState[];
  readonly conversationIds: Id[];
  readonly favouriteVersion: number;
  readonly profileVersion: number;
}

export const userStateChanged: Codec<UserStateChanged, T> = {
  type: Body.UserStateChanged,
  table: T,
  put(b, m) {
    const members = putAll(b, m.members, encodeMemberState);
    const conversationIds = putIds(b, m.conversationIds);
    T.startUserStateChanged(b);
    T.addUserVersion(b, m.userVersion);
    T.addMembers(b, members);
    T.addConversationIds(b, conversationIds);
    T.addFavouriteVersion(b, m.favouriteVersion);
    T.addProfileVersion(b, m.profileVersion);
    return T.endUserStateChanged(b);
  },
  get: (t) => ({
    userVersion: t.userVersion(),
    members: getAll(t.membersLength(), (i) => t.members(i), decodeMemberState),
    conversationIds: getAll(t.conversationIdsLength(), (i) => t.conversationIds(i), getId),
    favouriteVersion: t.favouriteVersion(),
    profileVersion: t.profileVersion(),
  }),
};
