import { useQuery } from '@tanstack/react-query';
import type { ChatClient } from '../../../state/chat-client.js';
import { type ActionStore, favouriteKey, replaceStarred } from '../../../state/action-store.js';
import { useServices } from '../../../state/app-services.js';

/** As many of the newest stars are known. Of an older one the menu offers to star it again, which changes nothing. */
const KNOWN = 200;
const FRESH_MS = 30_000;

async function learn(client: ChatClient, store: ActionStore): Promise<null> {
  const first = await client.favourites({ limit: KNOWN }).next();
  const newest = first.done === true ? [] : first.value;
  replaceStarred(
    store,
    newest.map(({ entry }) => favouriteKey(entry)),
  );
  return null;
}

/** Asks which messages have a star, when a menu is opened that shows it. Without an answer what is known stays. */
export function useKnownStars(): void {
  const { client, stores } = useServices();
  useQuery({ queryKey: ['stars', client.userId], queryFn: () => learn(client, stores.actions), staleTime: FRESH_MS });
}
