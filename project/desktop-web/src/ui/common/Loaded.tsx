import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../state/failure.js';
import { FailureNote } from './FailureNote.js';
import styles from './Loaded.module.css';
import { SkeletonRows } from './SkeletonRows.js';

const SPREAD_MS = 1_000;

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'errorUpdatedAt' | 'isFetching' | 'refetch'>;
  readonly waiting?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What a REST list is: on its way, there, refused with a way to ask again (which happens by itself when the server said when), or what was there before with a word about why it is old. */
export function Loaded<T>({ query, waiting = <SkeletonRows />, children }: LoadedProps<T>) {
  const { t } = useTranslation();
  const { data, error, errorUpdatedAt, isFetching, refetch } = query;
  const failure = error === null ? null : failureOf(error, errorUpdatedAt, navigator.onLine);
  useReturn(failure?.at === 'refused' ? failure.retryAt : 0, refetch);
  if (failure === null) return data === undefined ? waiting : children(data);
  return (
    <>
      <div className={styles.failed} data-testid="load-failed">
        <FailureNote failure={failure} />
        <Button size="small" loading={isFetching} onClick={() => void refetch()} data-testid="load-again">
          {t('app.tryAgain')}
        </Button>
      </div>
      {data !== undefined && children(data)}
    </>
  );
}

/** Asks again when the server said that it can be (ms since 1970, 0: it did not say). Not all who wait at the same time. */
function useReturn(retryAt: number, again: () => unknown): void {
  useEffect(() => {
    if (retryAt === 0) return undefined;
    const timer = setTimeout(() => void again(), Math.max(0, retryAt - Date.now()) + Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [retryAt, again]);
}
