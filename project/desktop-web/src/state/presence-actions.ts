import { MAX_WATCHED } from '@godwit/client/ephemeral/presence';
import type { Id } from '@godwit/shared/ids/id';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { coalesce } from './coalesce.js';
import { keepPresence } from './presence-store.js';

export interface PresenceActions {
  /** These people are on the screen until the function that it gives is called. */
  show(userIds: readonly Id[]): () => void;
}

/** The server is told at most once in this time, however the screen changes. */
const TELL_MS = 1_000;

/** Merges what all components show into the one list that the SDK watches; of more than it may, those shown last. */
export function createPresenceActions({ client, stores }: { client: ChatClient; stores: Stores }): PresenceActions {
  const shown = new Map<Id, number>();
  let told = '';

  const tell = coalesce(() => {
    const userIds = [...shown.keys()].slice(-MAX_WATCHED);
    const said = [...userIds].sort().join();
    if (said === told) return;
    told = said;
    keepPresence(stores.presence, userIds);
    client.watchPresence(userIds);
  }, TELL_MS);
  /** What appears together is told together. */
  const tellSoon = (): void => void Promise.resolve().then(tell);

  const leave = (userIds: readonly Id[]): void => {
    for (const id of userIds) {
      const count = shown.get(id) ?? 0;
      if (count > 1) shown.set(id, count - 1);
      else shown.delete(id);
    }
    tellSoon();
  };

  return {
    show(userIds) {
      for (const id of userIds) {
        const count = shown.get(id) ?? 0;
        shown.delete(id);
        shown.set(id, count + 1);
      }
      tellSoon();
      return () => leave(userIds);
    },
  };
}
