import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Id } from '@godwit/shared/ids/id';
import type { GroupMember } from '@godwit/shared/rest/groups';
import { useEffect, useMemo, useState } from 'react';
import { useContacts, useConversations, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { conversationById } from '../../state/conversation-store.js';
import { type Candidate, candidateOf, matching } from './mention-candidates.js';

/** Of the first page; larger groups are searched by the server. */
const PAGE = 100;
const FOUND = 20;
const ASK_AFTER_MS = 200;
const NOBODY: readonly GroupMember[] = [];

export interface Candidates {
  readonly list: readonly Candidate[];
  readonly state: 'loading' | 'failed' | 'ready';
}

/** Members of the group whose names match; query null: nothing is asked. */
export function useCandidates(conversationId: Id, query: string | null): Candidates {
  const { client } = useServices();
  const lists = useContacts((state) => state.lists);
  const large = useConversations((state) => (conversationById(state, conversationId)?.memberCount ?? 0) > PAGE);
  const asked = useLate(query ?? '');
  const page = useQuery({
    queryKey: ['mentionable', conversationId],
    queryFn: async () => (await client.api.groups.members(conversationId, { limit: PAGE })).members,
    enabled: query !== null,
  });
  const found = useQuery({
    queryKey: ['mentionable', conversationId, asked],
    queryFn: async () => (await client.api.groups.members(conversationId, { limit: FOUND, name: asked })).members,
    enabled: large && query !== null && asked !== '',
    placeholderData: keepPreviousData,
  });
  const [first, more] = [page.data ?? NOBODY, found.data ?? NOBODY];
  const candidates = useMemo(() => {
    const members = new Map([...first, ...more].map((member) => [member.userId, member]));
    members.delete(client.userId);
    return [...members.values()].map((member) => candidateOf(member, friendById({ lists }, member.userId)));
  }, [client, first, more, lists]);
  const list = useMemo(() => (query === null ? [] : matching(candidates, query)), [candidates, query]);
  const waiting = page.isPending || found.isLoading;
  return { list, state: page.isError ? 'failed' : waiting ? 'loading' : 'ready' };
}

/** The value after it has stood still for a moment. */
function useLate(value: string): string {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}
