import type { Friend } from '@godwit/shared/rest/friends';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { EmptyState } from '../common/EmptyState.js';
import { Section } from '../common/Section.js';
import styles from './lists.module.css';
import { PersonRow } from './PersonRow.js';
import { useAnswer } from './use-answer.js';

export function FriendList({ friends }: { friends: readonly Friend[] }) {
  const { t } = useTranslation();
  if (friends.length === 0) return <EmptyState title={t('contacts.noFriends')} hint={t('contacts.noFriendsHint')} testId="no-friends" />;
  return (
    <Section title={t('contacts.friends')} count={friends.length}>
      <div className={styles.card}>
        {friends.map((friend) => (
          <FriendRow key={friend.friendId} friend={friend} />
        ))}
      </div>
    </Section>
  );
}

function FriendRow({ friend }: { friend: Friend }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  return (
    <PersonRow person={{ ...friend, userId: friend.friendId }} name={friend.remark} note={friend.signature} testId="friend">
      <Button loading={busy} onClick={() => void ask(() => contacts.openDirect(friend.friendId), openChat)} data-testid="message-friend">
        {t('contacts.message')}
      </Button>
    </PersonRow>
  );
}
