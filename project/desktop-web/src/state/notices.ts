import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';
import type { Snapshots } from './snapshot.js';

/** Announcements that the user has put away on this device; one that says something else is shown again. */
export interface Notices {
  isDismissed(conversationId: Id, announcement: string): boolean;
  dismiss(conversationId: Id, announcement: string): void;
}

const SNAPSHOT = 'announcements';
/** The oldest are forgotten and shown again. */
const MAX_KEPT = 200;

type Kept = readonly (readonly [conversationId: Id, mark: string])[];

/** Tells texts apart without keeping them. */
function markOf(text: string): string {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return `${text.length}:${hash}`;
}

export function createNotices({ client, snapshots }: { client: ChatClient; snapshots: Snapshots }): Notices {
  const read = (): Kept => {
    const kept = snapshots.read(client.userId, SNAPSHOT);
    return Array.isArray(kept) ? (kept as Kept) : [];
  };
  return {
    isDismissed: (conversationId, announcement) => read().some(([id, mark]) => id === conversationId && mark === markOf(announcement)),
    dismiss(conversationId, announcement) {
      const others = read().filter(([id]) => id !== conversationId);
      snapshots.write(client.userId, SNAPSHOT, [...others, [conversationId, markOf(announcement)]].slice(-MAX_KEPT));
    },
  };
}
