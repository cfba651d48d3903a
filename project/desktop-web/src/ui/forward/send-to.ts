import { ApiError } from '@godwit/client/api/api-error';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { ChatClient } from '../../state/chat-client.js';
import type { Target } from './targets.js';

/** A conversation that was just made comes with the next push. */
const KNOWN_WITHIN_MS = 10_000;

/** The conversations of targets, made where there are none. */
export async function conversationsOf(client: ChatClient, targets: readonly Target[]): Promise<readonly Id[]> {
  const ids: Id[] = [];
  for (const { conversationId, userId } of targets) ids.push(conversationId ?? (await opened(client, userId)));
  return ids;
}

async function opened(client: ChatClient, userId: Id): Promise<Id> {
  const { id } = await client.openDirect(userId);
  await known(client, id);
  return id;
}

function known(client: ChatClient, id: Id): Promise<void> {
  if (client.conversation(id) !== undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
    };
    const stop = client.on('conversations', () => {
      if (client.conversation(id) === undefined) return;
      end();
      resolve();
    });
    const timer = setTimeout(() => {
      end();
      reject(new ApiError({ code: ERRORS.TIMEOUT.code, error: 'TIMEOUT' }));
    }, KNOWN_WITHIN_MS);
  });
}
