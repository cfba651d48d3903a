import type { Conversation } from '@godwit/client/view/conversation';
import { shownName } from '@godwit/shared/rest/friend-order';
import type { Friend } from '@godwit/shared/rest/friends';
import type { Id } from '@godwit/shared/ids/id';
import { initialsOf } from '../common/initials.js';
import { writeBlock } from '../composer/write-block.js';
import { matchName } from '../switcher/match-name.js';

/** Where messages can go. conversationId null: a friend to whom there is no conversation yet. */
export interface Target {
  readonly key: string;
  readonly conversationId: Id | null;
  /** Of a direct conversation; '0' otherwise. */
  readonly userId: Id;
  readonly name: string;
  readonly avatar: string;
}

interface Sources {
  /** In the order of the list. */
  readonly conversations: readonly Conversation[];
  readonly friends: readonly Friend[];
  readonly isBlocked: (userId: Id) => boolean;
  /** ms since 1970. */
  readonly now: number;
  /** What a conversation is called here. */
  readonly nameOf: (conversation: Conversation) => string;
  /** Who asks, and what his notes to himself are called. */
  readonly self: { readonly userId: Id; readonly name: string };
}

const ofConversation = (conversation: Conversation, name: string): Target => ({
  key: `c${conversation.id}`,
  conversationId: conversation.id,
  userId: conversation.peerId,
  name,
  avatar: conversation.avatar,
});

const ofFriend = (friend: Friend): Target => ({
  key: `f${friend.friendId}`,
  conversationId: null,
  userId: friend.friendId,
  name: shownName(friend),
  avatar: friend.avatar,
});

/** Everything one can write to, newest activity first, then the other friends; with a query what is called so: also by pinyin, its initials or the username. */
export function targetsFor(query: string, { conversations, friends, isBlocked, now, nameOf, self }: Sources): readonly Target[] {
  const wanted = query.trim().toLowerCase();
  const byId = new Map(friends.map((friend) => [friend.friendId, friend]));
  const open = conversations.filter((one) => writeBlock(one, isBlocked(one.peerId), now) === null);
  const known = new Set(open.map(({ peerId }) => peerId));
  const written = open
    .map((one) => ({ target: ofConversation(one, nameOf(one)), friend: byId.get(one.peerId) }))
    .filter(({ target, friend }) => isCalled(wanted, target.name, friend));
  const others = friends.filter(
    (friend) => wanted !== '' && !known.has(friend.friendId) && !isBlocked(friend.friendId) && isCalled(wanted, shownName(friend), friend),
  );
  const notes: Target = { key: 'self', conversationId: null, userId: self.userId, name: self.name, avatar: '' };
  const noNotes = open.every(({ type }) => type !== 'self') && isCalled(wanted, self.name, undefined);
  return [...written.map(({ target }) => target), ...(noNotes ? [notes] : []), ...others.map(ofFriend)];
}

function isCalled(wanted: string, name: string, friend: Friend | undefined): boolean {
  if (wanted === '') return true;
  const { nickname = '', username = '', pinyin = '', initials = initialsOf(name) } = friend ?? {};
  return matchName(wanted, { name, pinyin, initials, username }) !== undefined || nickname.toLowerCase().includes(wanted);
}
