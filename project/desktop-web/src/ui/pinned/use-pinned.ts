import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useServices } from '../../state/app-services.js';

/** The pinned messages, ascending; most are on this device already. */
export function usePinned({ id, pinnedSeqs }: Conversation): UseQueryResult<readonly EntryItem[]> {
  const { client } = useServices();
  return useQuery({
    queryKey: ['pinned', id, pinnedSeqs.join()],
    queryFn: () => client.entriesAt(id, pinnedSeqs),
    placeholderData: keepPreviousData,
    // What is cached is there without a network.
    networkMode: 'always',
  });
}
