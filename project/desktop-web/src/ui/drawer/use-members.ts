import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { Id } from '@godwit/shared/ids/id';
import type { GroupMember, MemberPage } from '@godwit/shared/rest/groups';
import { useEffect, useMemo } from 'react';
import { useServices } from '../../state/app-services.js';
import { failureOf, type Failure } from '../../state/failure.js';

/** Of a room of 100,000 so many are paged through; whoever is behind them is found by name. */
const MAX_PAGES = 50;
const PAGE = 100;
/** A list that is no longer than this is read again when somebody comes or goes. */
const LIVE_PAGES = 2;

type Members = InfiniteData<MemberPage>;

export interface MembersShown {
  readonly members: readonly GroupMember[];
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
  /** There are more than are paged through. */
  readonly cut: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** The members whose names begin with `name`, owner and admins first, page by page. */
export function useMembers(groupId: Id, name: string): MembersShown {
  const { client } = useServices();
  const query = useInfiniteQuery({
    queryKey: ['members', groupId, name],
    queryFn: ({ pageParam }) => client.api.groups.members(groupId, { limit: PAGE, cursor: pageParam, name }),
    initialPageParam: '',
    getNextPageParam: (page, pages) => (page.nextCursor === '' || pages.length >= MAX_PAGES ? undefined : page.nextCursor),
    retry: false,
  });
  const { data, error, errorUpdatedAt, isFetching, isFetchingNextPage, isFetchNextPageError, hasNextPage, fetchNextPage, refetch } = query;
  useFollowMembers(groupId);
  const members = useMemo(() => data?.pages.flatMap((page) => page.members) ?? [], [data]);
  return {
    members,
    loading: data === undefined && error === null,
    loadingMore: isFetchingNextPage,
    failure: error === null ? null : failureOf(error, errorUpdatedAt, navigator.onLine),
    cut: data !== undefined && !hasNextPage && data.pages.at(-1)?.nextCursor !== '',
    more: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
    again: () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
  };
}

/** The log says who came, went, or has another role. */
function useFollowMembers(groupId: Id): void {
  const { client } = useServices();
  const queries = useQueryClient();
  useEffect(
    () =>
      client.on('entry', ({ conversationId, kind }) => {
        if (conversationId !== groupId || kind !== 'member') return;
        void queries.invalidateQueries({
          queryKey: ['members', groupId],
          predicate: ({ state }) => ((state.data as Members | undefined)?.pages.length ?? 0) <= LIVE_PAGES,
        });
      }),
    [client, queries, groupId],
  );
}

/** Shows a change at once; null = not a member any more. */
export function patchMember(queries: QueryClient, groupId: Id, userId: Id, patch: Partial<GroupMember> | null): void {
  queries.setQueriesData<Members>({ queryKey: ['members', groupId] }, (shown) =>
    shown === undefined
      ? shown
      : {
          ...shown,
          pages: shown.pages.map((page) => ({
            ...page,
            members: page.members.flatMap((member) =>
              member.userId !== userId ? [member] : patch === null ? [] : [{ ...member, ...patch }],
            ),
          })),
        },
  );
}
