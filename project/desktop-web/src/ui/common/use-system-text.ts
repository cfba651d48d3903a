import type { EntryItem } from '@godwit/client/view/timeline';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useContacts, usePeople, usePreferences, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { nameKey } from '../../state/people-store.js';
import { peopleIn, type Person, systemText, type Words } from './system-text.js';

const NOBODY: readonly string[] = [];

/** The line of a system entry, '' of another. */
export function useSystemText(entry: Pick<EntryItem, 'conversationId' | 'body'> | null): string {
  const words = useSystemWords(entry);
  return entry === null ? '' : systemText(entry.body, words);
}

/** What the line of a system entry is made of. Names: the one in the group, the remark for a friend, the person's own; who is not known is looked up. */
export function useSystemWords(entry: Pick<EntryItem, 'conversationId' | 'body'> | null): Words {
  const { t } = useTranslation();
  const { people } = useServices();
  const language = usePreferences((state) => state.language);
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const lists = useContacts((state) => state.lists);
  const names = usePeople((state) => state.names);
  const event = entry?.body.system ?? null;
  const ids = event === null ? NOBODY : peopleIn(event);
  const wanted = ids.join();
  const conversationId = entry?.conversationId ?? '';
  useEffect(() => {
    if (wanted !== '') people.want(conversationId, wanted.split(','));
  }, [people, conversationId, wanted]);
  const personOf = (userId: string): Person => {
    if (userId === me) return { subject: t('system.you'), object: t('system.youObject') };
    const friend = friendById({ lists }, userId);
    const known = names.get(nameKey(conversationId, userId));
    const name = known?.inGroup || friend?.remark || friend?.nickname || friend?.username || known?.own || t('system.somebody');
    return { subject: name, object: name };
  };
  return { t, language, personOf };
}
