import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../state/failure.js';
import { FailureNote } from './FailureNote.js';
import styles from './Loaded.module.css';
import { SkeletonRows } from './SkeletonRows.js';

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'errorUpdatedAt' | 'isFetching' | 'refetch'>;
  readonly waiting?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What a REST list is: on its way, there, refused with a way to ask again, or what was there before with a word about why it is old. */
export function Loaded<T>({ query, waiting = <SkeletonRows />, children }: LoadedProps<T>) {
  const { t } = useTranslation();
  const { data, error, errorUpdatedAt, isFetching, refetch } = query;
  if (error === null) return data === undefined ? waiting : children(data);
  return (
    <>
      <div className={styles.failed} data-testid="load-failed">
        <FailureNote failure={failureOf(error, errorUpdatedAt, navigator.onLine)} />
        <Button size="small" loading={isFetching} onClick={() => void refetch()} data-testid="load-again">
          {t('app.tryAgain')}
        </Button>
      </div>
      {data !== undefined && children(data)}
    </>
  );
}
