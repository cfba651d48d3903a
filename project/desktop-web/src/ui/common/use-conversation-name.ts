import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { useContacts } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';

/** Remark, else the title the server gave, else the friend's own name; notes to oneself have a name of their own, a deleted account has none. */
export function useConversationName(conversation: Conversation | undefined): string {
  const { t } = useTranslation();
  const friend = useContacts((state) => (conversation === undefined ? undefined : friendById(state, conversation.peerId)));
  if (conversation?.type === 'self') return t('chat.notesToSelf');
  if (conversation?.type === 'direct' && conversation.title === '') return t('chat.deletedAccount');
  return friend?.remark || conversation?.title || friend?.nickname || t('chat.unknownName');
}
