import type { Id } from '@godwit/shared/ids/id';
import type { Friend } from '@godwit/shared/rest/friends';
import type { PublicUser } from '@godwit/shared/rest/user';
import { useContacts, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { type Rest, useRest } from './use-rest.js';

/** Somebody as the server tells of him; of a friend what this device knows, as long as it does not. */
export function usePerson(userId: Id): Rest<PublicUser> & { readonly again: () => void } {
  const { client } = useServices();
  const person = useRest(['user', userId], () => client.api.user(userId));
  const friend = useContacts((state) => friendById(state, userId));
  if (person.at === 'done' || friend === undefined) return person;
  return { at: 'done', value: asKnown(friend), failure: person.at === 'failed' ? person.failure : null, again: person.again };
}

const asKnown = ({ friendId, username, nickname, avatar, signature }: Friend): PublicUser => ({
  userId: friendId,
  username,
  nickname,
  avatar,
  signature,
  gender: 0,
  relation: 'friend',
});
