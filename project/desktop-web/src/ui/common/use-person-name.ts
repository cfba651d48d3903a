import type { Id } from '@godwit/shared/ids/id';
import { useEffect } from 'react';
import { useAccount, useContacts, usePeople, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { nameKey } from '../../state/people-store.js';
import { personName } from './person-name.js';

/** What somebody is called in a conversation: the name in the group, the remark for a friend, the own name. '' while it is looked up; userId '' = nobody. */
export function usePersonName(conversationId: Id, userId: Id): string {
  const { people } = useServices();
  const own = useAccount((account) => (account.at === 'signed-in' && account.userId === userId ? account.profile : null));
  const friend = useContacts((state) => (userId === '' ? undefined : friendById(state, userId)));
  const known = usePeople((state) => state.names.get(nameKey(conversationId, userId)));
  useEffect(() => {
    if (userId !== '' && userId !== '0') people.want(conversationId, [userId]);
  }, [people, conversationId, userId]);
  return personName({ known, friend }) || own?.nickname || '';
}
