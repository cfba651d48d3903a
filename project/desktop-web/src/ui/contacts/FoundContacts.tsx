import type { Friend } from '@godwit/shared/rest/friends';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConversations } from '../../state/app-services.js';
import { EmptyState } from '../common/EmptyState.js';
import styles from './FoundContacts.module.css';
import { findFriends, findGroups, ownGroups } from './find-contacts.js';
import { FriendRow } from './FriendRow.js';
import { GroupRow } from './GroupRow.js';

/** Who types more letters sees fewer. */
const MAX_SHOWN = 50;

/** Friends and groups that match; without any, the way to somebody new. */
export function FoundContacts({ friends, typed }: { friends: readonly Friend[]; typed: string }) {
  const { t } = useTranslation();
  const list = useConversations((state) => state.list);
  const foundFriends = useMemo(() => findFriends(friends, typed).slice(0, MAX_SHOWN), [friends, typed]);
  const foundGroups = useMemo(() => findGroups(ownGroups(list), typed).slice(0, MAX_SHOWN), [list, typed]);
  if (foundFriends.length === 0 && foundGroups.length === 0)
    return (
      <EmptyState title={t('contacts.noMatch', { typed: typed.trim() })} testId="contacts-no-match">
        <Link to="/contacts/add">{t('contacts.add')}</Link>
      </EmptyState>
    );
  return (
    <div className={styles.found} data-testid="found-contacts">
      {foundFriends.length > 0 && <h3 className={styles.heading}>{t('contacts.friends')}</h3>}
      {foundFriends.map((friend) => (
        <FriendRow key={friend.friendId} friend={friend} />
      ))}
      {foundGroups.length > 0 && <h3 className={styles.heading}>{t('contacts.groups')}</h3>}
      {foundGroups.map((group) => (
        <GroupRow key={group.id} group={group} />
      ))}
    </div>
  );
}
