import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { SharedKind } from '@godwit/shared/rest/conversations';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useServices } from '../../../state/app-services.js';
import type { ChatClient } from '../../../state/chat-client.js';
import { filesOf, type FilePage, type FilePages, withNewest } from './shared-files.js';
import { sharedLinksOf } from './shared-links.js';

const PAGE = 50;
/** A page may hold nothing that the user sees: so many are read for one look. */
const MAX_READS = 5;
/** However much is written, the newest ones are not read more often. */
const FRESH_MS = 5_000;

/** The messages of a conversation with files of a kind, or links, page by page. It follows what is written. */
export function useSharedFiles({ id, lastSeq }: Pick<Conversation, 'id' | 'lastSeq'>, kind: SharedKind) {
  const { client } = useServices();
  const query = useInfiniteQuery({
    queryKey: keyOf(id, kind),
    queryFn: ({ pageParam }) => look(client, id, kind, pageParam),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => (next === 0 ? undefined : next),
    retry: false,
    // What was written while nobody looked is not followed.
    staleTime: 0,
  });
  useFollow(id, kind, lastSeq, query.isFetching);
  return query;
}

const keyOf = (id: Id, kind: SharedKind) => ['shared-files', id, kind] as const;

/** before: 0 = from the newest on. */
async function look(client: ChatClient, id: Id, kind: SharedKind, before: number): Promise<FilePage> {
  let next = before;
  for (let read = 0; read < MAX_READS; read += 1) {
    const page = await client.api.sharedFiles(id, { kind, limit: PAGE, ...(next > 0 && { before: next }) });
    const found = page.seqs.length === 0 ? [] : await client.entriesAt(id, page.seqs);
    const entries = found.filter((item) => hasAny(item, kind)).toReversed();
    next = page.next;
    if (entries.length > 0 || next === 0) return { entries, next };
  }
  return { entries: [], next };
}

const hasAny = (item: EntryItem, kind: SharedKind): boolean => (kind === 'link' ? sharedLinksOf(item) : filesOf(item, kind)).length > 0;

/** Reads the newest ones anew when something was written. Where that fails the list stays as it was until the next time. */
function useFollow(id: Id, kind: SharedKind, lastSeq: number, busy: boolean): void {
  const { client } = useServices();
  const queries = useQueryClient();
  const read = useRef({ seq: lastSeq, at: 0 });
  const refresh = useCallback(
    async (seq: number) => {
      read.current = { ...read.current, at: Date.now() };
      const queryKey = keyOf(id, kind);
      const fresh = await look(client, id, kind, 0);
      // A page that is on its way will be put behind those that were there before it: again when it has come.
      if (queries.isFetching({ queryKey }) > 0) return;
      queries.setQueryData<FilePages>(queryKey, (shown) => shown && withNewest(shown, fresh));
      read.current = { ...read.current, seq };
    },
    [client, queries, id, kind],
  );
  useEffect(() => {
    if (busy || lastSeq === read.current.seq) return undefined;
    const timer = setTimeout(() => void refresh(lastSeq).catch(() => undefined), Math.max(0, read.current.at + FRESH_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [busy, lastSeq, refresh]);
}
