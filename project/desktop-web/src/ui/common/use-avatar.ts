import type { Id } from '@godwit/shared/ids/id';
import { useAccount, useContacts } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';

/** The picture of a friend or of oneself; '' = none, or not known here. */
export function useAvatar(userId: Id): string {
  const own = useAccount((account) => (account.at === 'signed-in' && account.userId === userId ? account.profile?.avatar : undefined));
  const friend = useContacts((state) => friendById(state, userId)?.avatar);
  return own ?? friend ?? '';
}
