import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import type { Friend } from '@godwit/shared/rest/friends';
import { shownName } from '@godwit/shared/rest/friend-order';
import type { TFunction } from 'i18next';
import { initialsOf } from '../common/initials.js';
import { conversationName } from '../common/use-conversation-name.js';
import { type Match, matchName, type Named } from './match-name.js';

/** Where the switcher can lead: a conversation, or a friend with whom there is none in the list. */
export interface Candidate extends Named {
  readonly key: string;
  readonly target: { readonly to: 'conversation'; readonly id: Id } | { readonly to: 'friend'; readonly id: Id };
  readonly kind: Conversation['type'] | 'friend';
  readonly seed: Id;
  readonly avatar: string;
  readonly memberCount: number;
}

export interface Hit extends Candidate, Match {}

const MAX_HITS = 50;

/** The newest activity first, what was put to the top not before; then friends without a conversation, in the order of their list. */
export function candidates(conversations: readonly Conversation[], friends: readonly Friend[], t: TFunction): readonly Candidate[] {
  const byId = new Map(friends.map((friend) => [friend.friendId, friend]));
  const recent = [...conversations].sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  const met = new Set(conversations.map(({ peerId }) => peerId));
  return [
    ...recent.map((conversation) => ofConversation(conversation, byId.get(conversation.peerId), t)),
    ...friends.filter(({ friendId }) => !met.has(friendId)).map(ofFriend),
  ];
}

function ofConversation(conversation: Conversation, friend: Friend | undefined, t: TFunction): Candidate {
  const { id, type, peerId, avatar, memberCount } = conversation;
  const name = conversationName(conversation, friend, t);
  return {
    key: `c${id}`,
    target: { to: 'conversation', id },
    kind: type,
    name,
    pinyin: friend?.pinyin ?? '',
    initials: friend?.initials ?? initialsOf(name),
    username: friend?.username ?? '',
    seed: peerId === '0' ? id : peerId,
    avatar,
    memberCount,
  };
}

function ofFriend(friend: Friend): Candidate {
  const { friendId, username, avatar, pinyin, initials } = friend;
  return {
    key: `f${friendId}`,
    target: { to: 'friend', id: friendId },
    kind: 'friend',
    name: shownName(friend),
    // A list that an older client kept is without them.
    pinyin: pinyin ?? '',
    initials: initials ?? '',
    username,
    seed: friendId,
    avatar,
    memberCount: 0,
  };
}

/** The best first; of equally good ones the more recent. Without a query all, as they came. */
export function find(query: string, all: readonly Candidate[]): readonly Hit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return all.slice(0, MAX_HITS).map((one) => ({ ...one, score: 0, ranges: [] }));
  const hits = all.flatMap((one): Hit[] => {
    const match = matchName(wanted, one);
    return match === undefined ? [] : [{ ...one, ...match }];
  });
  return hits.sort((a, b) => b.score - a.score).slice(0, MAX_HITS);
}
