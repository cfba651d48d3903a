import type { EntryItem } from '@godwit/client/view/timeline';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../../state/action-store.js';
import { useServices } from '../../../state/app-services.js';
import { useNear } from '../attachments/use-near.js';

/** The server is asked again no sooner. */
const FRESH_MS = 30_000;
/** So often although nothing has happened in the chat: others read in silence, and nobody pushes it. */
const MAX_ASKED = 4;

/** How many members have read an own message of a small group: asked when it comes to the screen, a few times more, and when something happens in the chat. A click tells who. */
export function ReadCount({ item }: { item: EntryItem }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const box = useRef<HTMLSpanElement>(null);
  const count = useReadCount(item, useNear(box));
  return (
    <span ref={box} data-testid="read-count">
      {count > 0 && (
        <button type="button" className="gw-plain" onClick={() => openDialog(stores.actions, { at: 'readers', item })}>
          {t('state.readBy', { count })}
        </button>
      )}
    </span>
  );
}

/** 0: nobody, or it is not known. */
function useReadCount({ conversationId, seq }: EntryItem, near: boolean): number {
  const { client, queries } = useServices();
  const queryKey = useMemo(() => ['readers', conversationId, seq, 'count'], [conversationId, seq]);
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const { readers, next } = await client.api.readers(conversationId, seq);
      const rest = next === '' ? [] : (await client.api.readers(conversationId, seq, next)).readers;
      return readers.length + rest.length;
    },
    enabled: near,
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => state.dataUpdateCount < MAX_ASKED && FRESH_MS,
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      timer = undefined;
      void queries.refetchQueries({ queryKey, exact: true });
    };
    const stop = client.on('timeline', (id) => {
      if (id !== conversationId || !near) return;
      const { dataUpdatedAt = 0 } = queries.getQueryState(queryKey) ?? {};
      timer ??= setTimeout(ask, Math.max(0, dataUpdatedAt + FRESH_MS - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, queries, queryKey, conversationId, near]);
  return data ?? 0;
}
