import type { EntryItem } from '@godwit/client/view/timeline';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { failureOf } from '../../../state/failure.js';
import { Avatar } from '../../common/Avatar.js';
import { FailureNote } from '../../common/FailureNote.js';
import styles from './dialogs.module.css';

/** By pages of 50, as they are now. */
export function Readers({ item: { conversationId, seq }, memberCount }: { item: EntryItem; memberCount: number }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const query = useInfiniteQuery({
    queryKey: ['readers', conversationId, seq],
    queryFn: ({ pageParam }) => client.api.readers(conversationId, seq, pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => (next === '' ? undefined : next),
    staleTime: 0,
  });
  const { data, error, errorUpdatedAt, isPending, hasNextPage, isFetchingNextPage } = query;
  if (isPending) return <Skeleton active avatar title={false} paragraph={{ rows: 2 }} data-testid="readers-loading" />;
  const readers = data?.pages.flatMap((page) => page.readers) ?? [];
  return (
    <div className={styles.readers} data-testid="readers" data-count={readers.length}>
      {error === null && (
        <p className={styles.hint}>{t('actions.readBy', { count: readers.length, others: Math.max(0, memberCount - 1) })}</p>
      )}
      <ul>
        {readers.map(({ userId, name, avatar }) => (
          <li key={userId} className={styles.person} data-testid="reader" data-user-id={userId}>
            <Avatar name={name} seed={userId} image={avatar} size={36} />
            <span dir="auto">{name}</span>
          </li>
        ))}
      </ul>
      {error !== null && (
        <>
          <FailureNote failure={failureOf(error, errorUpdatedAt, navigator.onLine)} />
          <Button onClick={() => void query.refetch()}>{t('app.tryAgain')}</Button>
        </>
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void query.fetchNextPage()} data-testid="more-readers">
          {t('actions.moreReaders')}
        </Button>
      )}
    </div>
  );
}
