import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';
import { failureOf, type Failure } from './failure.js';

/** 0 all, 1 mentions only, 2 none. */
export type MuteLevel = 0 | 1 | 2;

/** What a user does to a conversation for himself. Shown at once, also offline; null = done, the SDK tells the server. */
export interface ConversationActions {
  pin(id: Id, pinned: boolean): Promise<Failure | null>;
  /** forMs: 0 = for ever. */
  mute(id: Id, level: MuteLevel, forMs: number): Promise<Failure | null>;
  markRead(conversation: Pick<Conversation, 'id' | 'lastSeq'>): Promise<Failure | null>;
  markUnread(id: Id): Promise<Failure | null>;
  archive(id: Id, archived: boolean): Promise<Failure | null>;
  /** Deletes everything in it for this user, for good. */
  clear(id: Id): Promise<Failure | null>;
  /** Out of the list until its next entry. */
  remove(id: Id): Promise<Failure | null>;
}

export interface ConversationParts {
  readonly client: ChatClient;
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

export function createConversationActions({ client, now, isOnline }: ConversationParts): ConversationActions {
  const attempt = async (work: Promise<void>): Promise<Failure | null> => {
    try {
      await work;
      return null;
    } catch (error) {
      return failureOf(error, now(), isOnline());
    }
  };
  return {
    pin: (id, pinned) => attempt(client.setPinned(id, pinned)),
    mute: (id, level, forMs) => attempt(client.mute(id, level, forMs === 0 ? 0 : now() + forMs)),
    markRead: ({ id, lastSeq }) => attempt(client.markRead(id, lastSeq)),
    markUnread: (id) => attempt(client.markUnread(id)),
    archive: (id, archived) => attempt(client.archive(id, archived)),
    clear: (id) => attempt(client.clear(id)),
    remove: (id) => attempt(client.closeConversation(id)),
  };
}
