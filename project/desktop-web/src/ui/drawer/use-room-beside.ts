import { useSyncExternalStore } from 'react';

/** List, chat and drawer side by side. */
const QUERY = '(width >= 1120px)';

/** Whether the drawer has room beside the chat. */
export function useRoomBeside(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(QUERY);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(QUERY).matches,
  );
}
