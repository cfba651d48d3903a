import type { Conversation } from '@godwit/client/view/conversation';
import { useCallback, useEffect, useState } from 'react';
import { useServices } from '../../state/app-services.js';

const isWatching = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Marks read what was on the screen of a window in use. Entries that came on a screen that nobody looks at are marked when the window gets the focus back.
 * seenSeq: the newest entry that was on the screen or was read before.
 */
export function useReadMark({ id, readSeq }: Conversation): { seenSeq: number; see: (seq: number) => void } {
  const { chat } = useServices();
  const [seenSeq, setSeenSeq] = useState(readSeq);

  const mark = useCallback(() => {
    if (seenSeq > readSeq && isWatching()) chat.markRead(id, seenSeq);
  }, [chat, id, seenSeq, readSeq]);

  useEffect(() => {
    mark();
    window.addEventListener('focus', mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      window.removeEventListener('focus', mark);
      document.removeEventListener('visibilitychange', mark);
    };
  }, [mark]);

  const see = useCallback((seq: number) => setSeenSeq((seen) => Math.max(seen, seq)), []);
  return { seenSeq: Math.max(seenSeq, readSeq), see };
}
