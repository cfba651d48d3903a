import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';

/** A new conversation is pushed to this device a moment after the answer that names it. Resolves with whether it came within `withinMs`. */
export function arrived(client: ChatClient, conversationId: Id, withinMs: number): Promise<boolean> {
  const isHere = (): boolean => client.conversation(conversationId) !== undefined;
  if (isHere()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(timer);
      resolve(isHere());
    };
    const timer = setTimeout(done, withinMs);
    const stop = client.on('conversations', () => {
      if (isHere()) done();
    });
  });
}
