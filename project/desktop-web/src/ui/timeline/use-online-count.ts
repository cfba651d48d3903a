import type { Conversation } from '@godwit/client/view/conversation';
import { MAX_COUNTED_MEMBERS } from '@godwit/shared/group-terms';
import { NO_ID } from '@godwit/shared/ids/id';
import { useQuery } from '@tanstack/react-query';
import { useLink, useServices } from '../../state/app-services.js';
import { usePageVisible } from '../common/use-page-visible.js';

const ASK_MS = 60_000;
/** The server says the same for so long. */
const FRESH_MS = 10_000;

/**
 * How many of a group are online, as long as the page is visible and has a link; asked for once a minute, and not again within 10 s.
 * undefined: it is not known, the group is too large, or it is no group.
 */
export function useOnlineCount({ id, type, memberCount, removed }: Conversation): number | undefined {
  const { client } = useServices();
  const hasLink = useLink(({ status }) => status.at === 'online');
  const isVisible = usePageVisible();
  const asks = type === 'group' && !removed && memberCount <= MAX_COUNTED_MEMBERS && hasLink && isVisible;
  const { data, isSuccess } = useQuery({
    // while nothing is asked for nobody looks at the answer, so that it is dropped as soon as it is old
    queryKey: ['online', asks ? id : NO_ID],
    queryFn: () => client.api.groups.online(id),
    enabled: asks,
    retry: false,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    refetchInterval: ASK_MS,
  });
  // who has just left may still be counted
  return isSuccess ? Math.min(data.online, memberCount) : undefined;
}
