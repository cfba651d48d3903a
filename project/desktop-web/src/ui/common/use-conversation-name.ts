import type { Conversation } from '@godwit/client/view/conversation';
import type { Friend } from '@godwit/shared/rest/friends';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useContacts } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';

/** Remark, else the title the server gave, else the friend's own name; notes to oneself have a name of their own, a deleted account has none. */
export function conversationName(conversation: Conversation | undefined, friend: Friend | undefined, t: TFunction): string {
  if (conversation?.type === 'self') return t('chat.notesToSelf');
  if (conversation?.type === 'direct' && conversation.title === '') return t('chat.deletedAccount');
  return friend?.remark || conversation?.title || friend?.nickname || t('chat.unknownName');
}

export function useConversationName(conversation: Conversation | undefined): string {
  const { t } = useTranslation();
  const friend = useContacts((state) => (conversation === undefined ? undefined : friendById(state, conversation.peerId)));
  return conversationName(conversation, friend, t);
}

/** The same for any conversation of a list. */
export function useConversationNames(): (conversation: Conversation) => string {
  const { t } = useTranslation();
  const lists = useContacts((state) => state.lists);
  return (conversation) => conversationName(conversation, friendById({ lists }, conversation.peerId), t);
}
