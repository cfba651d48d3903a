import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';
import type { Snapshots } from './snapshot.js';

/** Where this user was, on this device, so that the messages page opens there again. */
export interface LastConversation {
  /** null: nowhere, or it is not in the list any more. */
  read(): Id | null;
  write(conversationId: Id): void;
}

const NAME = 'last-conversation';

export function createLastConversation({ client, snapshots }: { client: ChatClient; snapshots: Snapshots }): LastConversation {
  return {
    read() {
      const kept = snapshots.read(client.userId, NAME);
      return typeof kept === 'string' && client.conversations().some(({ id }) => id === kept) ? kept : null;
    },
    write: (conversationId) => snapshots.write(client.userId, NAME, conversationId),
  };
}
