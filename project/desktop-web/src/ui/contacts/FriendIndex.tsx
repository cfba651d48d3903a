import type { Friend } from '@godwit/shared/rest/friends';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { EmptyState } from '../common/EmptyState.js';
import styles from './FriendIndex.module.css';
import { FriendRow } from './FriendRow.js';
import { indexRows, STARRED, type IndexRow } from './index-rows.js';

/** An index of fewer letters helps nobody. */
const INDEXED_LETTERS = 5;

/** Starred friends first, then all by letter; only what is on the screen is rendered. before: scrolls with the list. */
export function FriendIndex({ friends, before }: { friends: readonly Friend[]; before?: ReactNode }) {
  const { t } = useTranslation();
  const virtuoso = useRef<VirtuosoHandle>(null);
  const rows = useMemo(() => indexRows(friends), [friends]);
  const letters = rows.flatMap((row) => (row.at === 'heading' ? [row.letter] : []));
  const jump = (letter: string): void => {
    const index = rows.findIndex((row) => row.at === 'heading' && row.letter === letter);
    virtuoso.current?.scrollToIndex({ index, align: 'start' });
  };
  return (
    <div className={styles.index} data-lettered={letters.length >= INDEXED_LETTERS}>
      <Virtuoso
        ref={virtuoso}
        className={styles.rows ?? ''}
        data={rows}
        computeItemKey={(_, row) => row.key}
        increaseViewportBy={200}
        context={{ before, empty: friends.length === 0 }}
        components={COMPONENTS}
        itemContent={(_, row) => (
          <div className={styles.item}>
            <Row row={row} />
          </div>
        )}
        data-testid="friends"
      />
      {letters.length >= INDEXED_LETTERS && (
        <nav className={styles.letters} aria-label={t('contacts.index')}>
          {letters.map((letter) => (
            <button
              key={letter}
              type="button"
              aria-label={letter === STARRED ? t('contacts.jumpStarred') : t('contacts.jump', { letter })}
              onClick={() => jump(letter)}
            >
              {letter}
            </button>
          ))}
        </nav>
      )}
    </div>
  );
}

interface IndexContext {
  readonly before: ReactNode;
  readonly empty: boolean;
}

const COMPONENTS = {
  Header: ({ context }: { context: IndexContext }) => context.before,
  Footer: ({ context }: { context: IndexContext }) => (context.empty ? <NoFriends /> : null),
};

function NoFriends() {
  const { t } = useTranslation();
  return (
    <div className={styles.none}>
      <EmptyState title={t('contacts.noFriends')} hint={t('contacts.noFriendsHint')} testId="no-friends">
        <Link to="/contacts/add">{t('contacts.add')}</Link>
      </EmptyState>
    </div>
  );
}

function Row({ row }: { row: IndexRow }) {
  const { t } = useTranslation();
  if (row.at === 'heading') return <h3 className={styles.letter}>{row.letter === STARRED ? t('contacts.starred') : row.letter}</h3>;
  return <FriendRow friend={row.friend} testId={row.key.startsWith(STARRED) ? 'starred-friend' : 'friend'} />;
}
