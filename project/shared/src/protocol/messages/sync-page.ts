import type { Codec } from '../codec.js';
import { getAll, getString, putAll, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { SyncPage as T } from '../generated/sync-page.js';
import { type ConversationState, decodeConversationState, encodeConversationState } from './conversation-state.js';

/** A page of the snapshot. nextCursor: for the next request, meaningless when done. syncTime: ms, the next `since` once done. favouriteVersion, profileVersion: the user's version at the last change of his favourites, of his profile. peopleVersion: how often his lists of friends, requests and blocks have changed, together. remaining: of a first page, how many conversations the pages after it have; 0 of later pages. */
export interface SyncPage {
  readonly conversations: ConversationState[];
  readonly nextCursor: string;
  readonly done: boolean;
  readonly syncTime: number;
  readonly userVersion: number;
  readonly favouriteVersion: number;
  readonly profileVersion: number;
  readonly peopleVersion: number;
  readonly remaining: number;
}

export const syncPage: Codec<SyncPage, T> = {
  type: Body.SyncPage,
  table: T,
  put(b, m) {
    const conversations = putAll(b, m.conversations, encodeConversationState);
    const nextCursor = putString(b, m.nextCursor);
    T.startSyncPage(b);
    T.addConversations(b, conversations);
    T.addNextCursor(b, nextCursor);
    T.addDone(b, m.done);
    T.addSyncTime(b, m.syncTime);
    T.addUserVersion(b, m.userVersion);
    T.addFavouriteVersion(b, m.favouriteVersion);
    T.addProfileVersion(b, m.profileVersion);
    T.addPeopleVersion(b, m.peopleVersion);
    T.addRemaining(b, m.remaining);
    return T.endSyncPage(b);
  },
  get: (t) => ({
    conversations: getAll(t.conversationsLength(), (i) => t.conversations(i), decodeConversationState),
    nextCursor: getString(t.nextCursor()),
    done: t.done(),
    syncTime: t.syncTime(),
    userVersion: t.userVersion(),
    favouriteVersion: t.favouriteVersion(),
    profileVersion: t.profileVersion(),
    peopleVersion: t.peopleVersion(),
    remaining: t.remaining(),
  }),
};
