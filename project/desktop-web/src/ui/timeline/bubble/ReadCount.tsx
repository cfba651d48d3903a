import type { EntryItem } from '@godwit/client/view/timeline';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../../state/action-store.js';
import { useServices } from '../../../state/app-services.js';
import { useNear } from '../attachments/use-near.js';

/** The server is asked again no sooner. */
const FRESH_MS = 30_000;

/** How many members have read an own message of a small group: asked for what is on the screen, since nobody pushes it. A click tells who. */
export function ReadCount({ item }: { item: EntryItem }) {
  const { conversationId, seq } = item;
  const { t } = useTranslation();
  const { client, stores } = useServices();
  const box = useRef<HTMLSpanElement>(null);
  const near = useNear(box);
  const { data } = useQuery({
    queryKey: ['readers', conversationId, seq, 'count'],
    queryFn: async () => {
      const { readers, next } = await client.api.readers(conversationId, seq);
      const rest = next === '' ? [] : (await client.api.readers(conversationId, seq, next)).readers;
      return readers.length + rest.length;
    },
    enabled: near,
    staleTime: FRESH_MS,
    refetchInterval: near ? FRESH_MS : false,
  });
  return (
    <span ref={box} data-testid="read-count">
      {data !== undefined && data > 0 && (
        <button type="button" className="gw-plain" onClick={() => openDialog(stores.actions, { at: 'readers', item })}>
          {t('state.readBy', { count: data })}
        </button>
      )}
    </span>
  );
}
