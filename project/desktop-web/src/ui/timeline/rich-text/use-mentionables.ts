import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Id } from '@godwit/shared/ids/id';
import type { Mentionable } from '@godwit/shared/rich-text/parse-rich-text';
import { useEffect, useMemo } from 'react';
import { useAccount, useContacts, usePeople, useServices } from '../../../state/app-services.js';
import { friendById } from '../../../state/contact-store.js';
import { nameKey } from '../../../state/people-store.js';

/** How people write it, whatever language their client speaks. */
const EVERYBODY = ['everybody', 'everyone', 'all', '所有人', '全体成员'];

const NOBODY: readonly Mentionable[] = [];

/** The names that may stand behind an @ of this message: those that all members see. Looks up who is not known. */
export function useMentionables(conversationId: Id, { mentions, mentionAll }: MessageBody): readonly Mentionable[] {
  const { people } = useServices();
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  const lists = useContacts((state) => (mentions.length === 0 ? null : state.lists));
  const names = usePeople((state) => (mentions.length === 0 ? null : state.names));
  const wanted = mentions.join();
  useEffect(() => {
    if (wanted !== '') people.want(conversationId, wanted.split(','));
  }, [people, conversationId, wanted]);
  return useMemo(() => {
    if (wanted === '' && !mentionAll) return NOBODY;
    const everybody = mentionAll ? EVERYBODY.map((name) => ({ userId: null, name })) : [];
    const named = (wanted === '' ? [] : wanted.split(',')).flatMap((userId): Mentionable[] => {
      const known = names?.get(nameKey(conversationId, userId));
      const person = profile?.userId === userId ? profile : friendById({ lists }, userId);
      const all = new Set([known?.inGroup, known?.own, person?.nickname, person?.username]);
      return [...all].flatMap((name) => (name ? [{ userId, name }] : []));
    });
    return [...everybody, ...named];
  }, [wanted, mentionAll, names, lists, profile, conversationId]);
}
