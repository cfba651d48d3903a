import type { Conversation } from '@godwit/client/view/conversation';
import { useCallback, useEffect, useState } from 'react';
import { useServices } from '../../state/app-services.js';
import type { Row } from './build-rows.js';

/** Newest seq among rows from … to; 0 when there is none. */
export function newestSeqIn(rows: readonly Row[], from: number, to: number): number {
  for (let at = Math.min(to, rows.length - 1); at >= Math.max(0, from); at--) {
    const row = rows[at];
    if ((row?.at === 'message' || row?.at === 'system') && row.item.at === 'entry') return row.item.seq;
  }
  return 0;
}

const isWatching = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Marks read what was on the screen of a window in use. Entries seen while nobody looks are marked when the window gets the focus back.
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
  return { seenSeq, see };
}
