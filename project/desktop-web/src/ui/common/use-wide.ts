import { useSyncExternalStore } from 'react';

/** Room for a list beside a chat; as in the style sheets. */
const WIDE = '(width >= 768px)';

function subscribe(changed: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(WIDE).matches);
