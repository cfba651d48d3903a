import { useQuery } from '@tanstack/react-query';
import { failureOf, type Failure } from '../../state/failure.js';

export type Rest<T> =
  | { readonly at: 'loading' }
  | { readonly at: 'done'; readonly value: T; /** Reading it again did not work: it may be old. */ readonly failure: Failure | null }
  | { readonly at: 'failed'; readonly failure: Failure };

/** One answer of REST, kept under its key while it is fresh. */
export function useRest<T>(key: readonly unknown[], read: () => Promise<T>): Rest<T> & { readonly again: () => void } {
  const { data, error, errorUpdatedAt, refetch } = useQuery({ queryKey: key, queryFn: read, retry: false });
  const again = (): void => void refetch();
  const failure = error === null ? null : failureOf(error, errorUpdatedAt, navigator.onLine);
  if (data !== undefined) return { at: 'done', value: data, failure, again };
  return failure === null ? { at: 'loading', again } : { at: 'failed', failure, again };
}
