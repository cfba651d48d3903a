import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useContacts, useLink } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';

/** Why nothing can be written here, in the user's words; null when it can. Being offline is no reason: the outbox waits. */
export function useComposerBlock(peerId: Id): string | null {
  const { t } = useTranslation();
  const stopped = useLink((link) => link.status.at === 'stopped' && link.status.reason !== 'closed');
  const notFriends = useContacts((state) => peerId !== '0' && state.fresh && friendById(state, peerId) === undefined);
  if (stopped) return t('composer.stopped');
  return notFriends ? t('composer.notFriends') : null;
}
