import type { Id } from '@godwit/shared/ids/id';
import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { Credentials, RestApi } from './api/rest-api.js';
import type { GodwitClientOptions } from './client-options.js';
import type { ClientEvents, ClientStatus, EventName } from './events.js';
import type { Conversation } from './view/conversation.js';
import type { EntryItem, TimelineItem } from './view/timeline.js';

/** What to send: { text } is enough; kind defaults to text. */
export type Content = Partial<MessageBody>;

export interface Sent {
  readonly messageId: Id;
  readonly seq: number;
}

export interface HistoryOptions {
  /** Entries with a smaller seq, newest page first. Default: from the newest entry. */
  readonly before?: number;
  /** Per page, ≤ 200. Default 50. */
  readonly limit?: number;
}

export declare class GodwitClient {
  constructor(options: GodwitClientOptions);

  readonly api: RestApi;
  /** '0' before a sign-in. */
  readonly userId: Id;
  readonly status: ClientStatus;

  /** Reads the store: conversations(), open() and entries() then work without a network. connect(), login() and send() do it too. Resolves with the kept tokens, if any. */
  start(): Promise<Tokens | null>;
  login(credentials: Credentials): Promise<Tokens>;
  useTokens(tokens: Tokens): Promise<void>;
  /** Stops, ends the session on the server, forgets tokens; wipe (default) also removes what is cached of this user. */
  logout(options?: { wipe?: boolean }): Promise<void>;
  /** Links and resolves when online and the first sync is in; keeps trying for ever. Rejects with ApiError when the session has ended or the client was stopped. */
  connect(): Promise<void>;
  /** Retry now: ends a wait, probes a silent link. */
  wake(): void;
  /** Ends the link; what is unsent stays in the store. The client cannot be used afterwards. */
  close(): Promise<void>;

  /** Newest activity first. The same array until something changes. */
  conversations(): readonly Conversation[];
  conversation(conversationId: Id): Conversation | undefined;
  openDirect(userId: Id): Promise<{ id: Id }>;

  /** Loads the newest entries of a conversation, cached ones first, and keeps its timeline in memory until leave(). */
  open(conversationId: Id): Promise<void>;
  leave(conversationId: Id): void;
  /** What is loaded of an opened conversation. The same array until a 'timeline' event. */
  entries(conversationId: Id): readonly TimelineItem[];
  /** Prepends a page. Resolves with false when there is nothing older. */
  loadOlder(conversationId: Id): Promise<boolean>;
  /** Loads a page at the newer end of the gap that ends with toSeq. */
  loadGap(conversationId: Id, toSeq: number): Promise<void>;
  /** Pages of entries, each ascending, going back in time; cached ones are not asked for again. */
  history(conversationId: Id, options?: HistoryOptions): AsyncGenerator<readonly EntryItem[]>;

  /** Resolves when committed by the server, however long that takes; rejects with ApiError when refused for good or closed. */
  send(conversationId: Id, content: Content): Promise<Sent>;
  /** Resolves with its client id when it is in the durable outbox and shown; its fate shows in entries(). For user interfaces. */
  enqueue(conversationId: Id, content: Content): Promise<Id>;
  /** Sends a failed entry again, after those that wait. */
  retry(clientMsgId: Id): Promise<void>;
  /** Forgets a failed entry. */
  discard(clientMsgId: Id): Promise<void>;
  /** Moves the read mark up, never down; works offline. */
  markRead(conversationId: Id, seq: number): Promise<void>;

  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: ClientEvents[E]): () => void;
}
