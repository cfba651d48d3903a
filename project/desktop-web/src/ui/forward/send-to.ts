import { ApiError } from '@godwit/client/api/api-error';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { arrived } from '../../state/arrived.js';
import type { ChatClient } from '../../state/chat-client.js';
import type { Target } from './targets.js';

/** Nothing is sent to a conversation that has not come by then. */
const KNOWN_WITHIN_MS = 10_000;

/** The conversations of targets, made where there are none. */
export async function conversationsOf(client: ChatClient, targets: readonly Target[]): Promise<readonly Id[]> {
  const ids: Id[] = [];
  for (const { conversationId, userId } of targets) ids.push(conversationId ?? (await opened(client, userId)));
  return ids;
}

async function opened(client: ChatClient, userId: Id): Promise<Id> {
  const { id } = await client.openDirect(userId);
  if (await arrived(client, id, KNOWN_WITHIN_MS)) return id;
  throw new ApiError({ code: ERRORS.TIMEOUT.code, error: 'TIMEOUT' });
}
