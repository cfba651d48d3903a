import type { Presence } from '@godwit/client/ephemeral/presence';
import type { Id } from '@godwit/shared/ids/id';
import { useEffect } from 'react';
import { usePresenceState, useServices } from '../../state/app-services.js';

/** Says that these people are on the screen, so that their presence is known (friends only). '0' is nobody. */
export function usePresence(userIds: readonly Id[]): void {
  const { presence } = useServices();
  const wanted = userIds.filter((id) => id !== '0').join();
  useEffect(() => (wanted === '' ? undefined : presence.show(wanted.split(','))), [presence, wanted]);
}

/** Of one person on the screen; undefined: not known, or not to be known. */
export function usePresenceOf(userId: Id): Presence | undefined {
  usePresence([userId]);
  return usePresenceState((state) => state.people[userId]);
}
