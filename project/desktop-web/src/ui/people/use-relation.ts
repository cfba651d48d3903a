import type { Id } from '@godwit/shared/ids/id';
import type { Relation } from '@godwit/shared/rest/user';
import { useAccount, useContacts } from '../../state/app-services.js';
import { friendById, type ContactState } from '../../state/contact-store.js';

/** How somebody stands to the user now: from the lists, which follow every change; `asked` is what the server said when it was asked. */
export function useRelation(userId: Id, asked: Relation = 'none'): Relation {
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const known = useContacts((state) => relationIn(state, userId));
  return userId === me ? 'self' : (known ?? asked);
}

/** undefined: the lists do not say. */
function relationIn({ lists, fresh }: ContactState, userId: Id): Relation | undefined {
  if (friendById({ lists }, userId) !== undefined) return 'friend';
  if (lists?.received.some((request) => request.userId === userId && request.status === 'pending') === true) return 'request_received';
  if (lists?.sent.some((request) => request.userId === userId && request.status === 'pending') === true) return 'request_sent';
  return fresh ? 'none' : undefined;
}
