import type { Id } from '@godwit/shared/ids/id';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useContacts, useConversations, usePeople, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { conversationById } from '../../state/conversation-store.js';
import { nameKey } from '../../state/people-store.js';
import { personName } from './person-name.js';

/** What people are called in a conversation: in the group, the remark of a friend, their own name; oneself by the own name. Who is not known is looked up. */
export function useNames(conversationId: Id, userIds: readonly Id[]): (userId: Id) => string {
  const { t } = useTranslation();
  const { people } = useServices();
  const account = useAccount((state) => state);
  const lists = useContacts((state) => state.lists);
  const names = usePeople((state) => state.names);
  const conversation = useConversations((state) => conversationById(state, conversationId));
  const wanted = [...new Set(userIds)].join();
  const isGroup = conversation?.type === 'group';
  useEffect(() => {
    if (isGroup && wanted !== '') people.want(conversationId, wanted.split(','));
  }, [people, conversationId, isGroup, wanted]);
  return (userId) => {
    if (account.at === 'signed-in' && account.userId === userId)
      return account.profile?.nickname || account.profile?.username || t('system.you');
    const friend = friendById({ lists }, userId);
    const known = names.get(nameKey(conversationId, userId));
    const title = conversation?.peerId === userId ? conversation.title : '';
    return personName({ known, friend, title }) || t('system.somebody');
  };
}
