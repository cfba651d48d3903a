import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { createReadingActions, type ReadingActions } from './reading-actions.js';

export interface ChatActions extends ReadingActions {
  /** false = not kept on this device, so not sent. */
  send(conversationId: Id, content: Content): Promise<boolean>;
  retry(clientMsgId: Id): Promise<void>;
  discard(clientMsgId: Id): Promise<void>;
  markRead(conversationId: Id, seq: number): void;
}

export function createChatActions({ client, stores }: { client: ChatClient; stores: Stores }): ChatActions {
  return {
    ...createReadingActions({ client, stores }),
    send: (conversationId, content) =>
      client.enqueue(conversationId, content).then(
        () => true,
        () => false,
      ),
    retry: (clientMsgId) => client.retry(clientMsgId),
    discard: (clientMsgId) => client.discard(clientMsgId),
    markRead(conversationId, seq) {
      void client.markRead(conversationId, seq).catch(() => undefined);
    },
  };
}
