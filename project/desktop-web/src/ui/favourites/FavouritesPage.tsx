import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { EmptyState } from '../common/EmptyState.js';
import { FailureNote } from '../common/FailureNote.js';
import { OfflineNote } from '../common/OfflineNote.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { FavouriteRow } from './FavouriteRow.js';
import styles from './FavouritesPage.module.css';
import { FAVOURITE_KINDS, type FavouriteKind, isOfKind } from './kinds.js';
import { useFavourites, type Favourites } from './use-favourites.js';

/** With fewer than a screenful of a kind the next page is looked through too. */
const SCREENFUL = 15;

/** Messages that the user keeps, from all conversations (F-41). */
export function FavouritesPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<FavouriteKind>('all');
  const favourites = useFavourites();
  const words: Record<FavouriteKind, string> = {
    all: t('favourites.all'),
    text: t('favourites.text'),
    media: t('favourites.media'),
    files: t('favourites.files'),
  };
  return (
    <main className={styles.page} tabIndex={-1} data-testid="favourites">
      <header className={styles.head}>
        <h1>{t('favourites.title')}</h1>
        <Segmented
          aria-label={t('favourites.filter')}
          value={kind}
          onChange={setKind}
          options={FAVOURITE_KINDS.map((value) => ({ value, label: words[value] }))}
        />
      </header>
      {favourites.items !== null && <OfflineNote />}
      {favourites.failure !== null && <Failed favourites={favourites} />}
      {favourites.items === null ? favourites.loading && <SkeletonRows count={6} picture /> : <List favourites={favourites} kind={kind} />}
    </main>
  );
}

function Failed({ favourites: { failure, loading, reload } }: { favourites: Favourites }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  return (
    <div className={styles.failed}>
      <FailureNote failure={failure} />
      <Button loading={loading} onClick={reload} data-testid="favourites-again">
        {t('app.tryAgain')}
      </Button>
    </div>
  );
}

function List({ favourites, kind }: { favourites: Favourites; kind: FavouriteKind }) {
  const { t } = useTranslation();
  const { items, done, loading, failure, more } = favourites;
  const shown = (items ?? []).filter(({ entry }) => isOfKind(kind, entry));
  const wanting = shown.length < SCREENFUL && !done && !loading && failure === null;
  useEffect(() => {
    if (wanting) more();
  });
  if (shown.length === 0 && !done) return loading ? <SkeletonRows count={6} picture /> : null;
  if (items?.length === 0) return <EmptyState title={t('favourites.empty')} hint={t('favourites.emptyHint')} testId="no-favourites" />;
  if (shown.length === 0) return <EmptyState title={t('favourites.noneOfKind')} testId="no-favourites" />;
  return (
    <Virtuoso
      className={styles.list ?? ''}
      role="list"
      aria-label={t('favourites.label')}
      data={shown}
      computeItemKey={(_, { entry }) => `${entry.conversationId}:${entry.seq}`}
      endReached={more}
      increaseViewportBy={300}
      components={loading && !done ? LOADING : NOTHING}
      itemContent={(_, favourite) => <FavouriteRow favourite={favourite} />}
    />
  );
}

function LoadingMore() {
  const { t } = useTranslation();
  return (
    <p className={styles.more} role="status">
      {t('favourites.loadingMore')}
    </p>
  );
}

const LOADING = { Footer: LoadingMore };
const NOTHING = {};
