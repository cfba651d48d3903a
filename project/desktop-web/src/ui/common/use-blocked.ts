import type { Failure } from '../../state/failure.js';
import { useNow } from './use-now.js';

/** Whether the server asked to wait and the time has not come yet. */
export function useBlocked(failure: Failure | null): boolean {
  const retryAt = failure?.at === 'refused' ? failure.retryAt : 0;
  const now = useNow(500, retryAt > 0);
  return now < retryAt;
}
