import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import type { ListTab } from './layout-store.js';

export const isUnread = ({ unread, markedUnread }: Conversation): boolean => unread > 0 || markedUnread;

const BELONGS: Record<ListTab, (conversation: Conversation) => boolean> = {
  all: () => true,
  unread: isUnread,
  mentions: ({ mentioned }) => mentioned,
  groups: ({ type }) => type === 'group',
  archived: () => true,
};

export const belongsTo = (tab: ListTab, conversation: Conversation): boolean =>
  conversation.archived === (tab === 'archived') && BELONGS[tab](conversation);

/** What a tab of the list shows; the kept one too, though it has lost the reason. */
export const inTab = (tab: ListTab, list: readonly Conversation[], keptId: Id | null): readonly Conversation[] =>
  list.filter((one) => one.id === keptId || belongsTo(tab, one));

export const archivedOf = (list: readonly Conversation[]): readonly Conversation[] => list.filter(({ archived }) => archived);
