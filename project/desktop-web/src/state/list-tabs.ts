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

/** What a tab of the list shows. The open conversation stays where it was found, though reading it has taken the reason. */
export const inTab = (tab: ListTab, list: readonly Conversation[], openId: Id | null): readonly Conversation[] =>
  list.filter((one) => one.archived === (tab === 'archived') && (BELONGS[tab](one) || one.id === openId));

export const archivedOf = (list: readonly Conversation[]): readonly Conversation[] => list.filter(({ archived }) => archived);
