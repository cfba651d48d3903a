import { Star } from 'lucide-react';
import type { Friend } from '@godwit/shared/rest/friends';
import { shownName } from '@godwit/shared/rest/friend-order';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { EmptyState } from '../common/EmptyState.js';
import { Icon } from '../common/Icon.js';
import { Section } from '../common/Section.js';
import { letterGroups } from './letter-groups.js';
import styles from './lists.module.css';
import { PersonRow } from './PersonRow.js';
import { useAnswer } from '../people/use-answer.js';

/** An index of fewer letters helps nobody. */
const INDEXED_LETTERS = 5;

/** Starred friends first, then all by letter. */
export function FriendList({ friends }: { friends: readonly Friend[] }) {
  const { t } = useTranslation();
  const id = useId();
  if (friends.length === 0) return <EmptyState title={t('contacts.noFriends')} hint={t('contacts.noFriendsHint')} testId="no-friends" />;
  const starred = friends.filter((friend) => friend.starred);
  const groups = letterGroups(friends);
  const headingOf = (letter: string): string => `${id}${letter}`;
  return (
    <>
      {starred.length > 0 && (
        <Section title={t('contacts.starred')} count={starred.length}>
          <Rows friends={starred} testId="starred-friend" />
        </Section>
      )}
      <Section title={t('contacts.friends')} count={friends.length}>
        {groups.length >= INDEXED_LETTERS && <LetterIndex letters={groups.map(({ letter }) => letter)} headingOf={headingOf} />}
        {groups.map(({ letter, friends: members }) => (
          <div key={letter}>
            <h3 id={headingOf(letter)} className={styles.letter} tabIndex={-1}>
              {letter}
            </h3>
            <Rows friends={members} testId="friend" />
          </div>
        ))}
      </Section>
    </>
  );
}

function LetterIndex({ letters, headingOf }: { letters: readonly string[]; headingOf: (letter: string) => string }) {
  const { t } = useTranslation();
  const jump = (letter: string): void => {
    const heading = document.getElementById(headingOf(letter));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav className={styles.index} aria-label={t('contacts.index')}>
      {letters.map((letter) => (
        <Button key={letter} size="small" type="text" aria-label={t('contacts.jump', { letter })} onClick={() => jump(letter)}>
          {letter}
        </Button>
      ))}
    </nav>
  );
}

function Rows({ friends, testId }: { friends: readonly Friend[]; testId: string }) {
  return (
    <div className={styles.card}>
      {friends.map((friend) => (
        <FriendRow key={friend.friendId} friend={friend} testId={testId} />
      ))}
    </div>
  );
}

function FriendRow({ friend, testId }: { friend: Friend; testId: string }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  const { friendId, starred } = friend;
  const name = shownName(friend);
  return (
    <PersonRow person={{ ...friend, userId: friendId }} name={friend.remark} note={friend.signature} testId={testId}>
      <Button
        type="text"
        icon={<Icon of={Star} size={18} filled={starred} />}
        aria-pressed={starred}
        aria-label={starred ? t('contacts.unstar', { name }) : t('contacts.star', { name })}
        disabled={busy}
        onClick={() => void ask(() => contacts.changeFriend(friendId, { starred: !starred }))}
        data-testid="star-friend"
      />
      <Button loading={busy} onClick={() => void ask(() => contacts.openDirect(friendId), openChat)} data-testid="message-friend">
        {t('contacts.message')}
      </Button>
    </PersonRow>
  );
}
