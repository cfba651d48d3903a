import type { Id } from '@godwit/shared/ids/id';
import type { SeqRange } from '@godwit/shared/protocol/messages/seq-range';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { KeptPeople } from '../people/people.js';
import type { OutboxItem } from '../outbox/item.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { Entry } from '../wire.js';

/** Single values: who is signed in, how far the last complete sync went, lists of people, which transport won. */
export interface Meta {
  tokens: { userId: Id; accessToken: string; refreshToken: string; expiresAt: number };
  sync: { userId: Id; syncTime: number; userVersion: number };
  people: KeptPeople;
  transport: { kind: 'webtransport' | 'websocket'; at: number };
}
export type MetaKey = keyof Meta;

export type PutWrite =
  | { readonly put: 'conversation'; readonly record: ConversationRecord }
  | { readonly put: 'entries'; readonly conversationId: Id; readonly entries: readonly CachedEntry[] }
  /** Entries about cached ones, in their order: they change what is there, also by writes before this one. */
  | { readonly put: 'actions'; readonly conversationId: Id; readonly actions: readonly Entry[]; readonly me: Id }
  | { readonly put: 'outbox'; readonly item: OutboxItem }
  | { readonly put: 'meta'; readonly key: MetaKey; readonly value: Meta[MetaKey] };

export type DropWrite =
  | { readonly drop: 'meta'; readonly key: MetaKey }
  | { readonly drop: 'outbox'; readonly clientMsgId: Id }
  /** The cached entries of one conversation (its epoch changed, or its log was not followed); with `ranges` those that the user does not see any more. */
  | { readonly drop: 'entries'; readonly conversationId: Id; readonly ranges?: readonly SeqRange[] }
  /** Conversations, entries, outbox, sync mark and people: everything of a user. */
  | { readonly drop: 'user' };

export type StoreWrite = PutWrite | DropWrite;

/** Everything but the entries, read once at the start. */
export interface StoredState {
  readonly meta: Partial<Meta>;
  readonly conversations: readonly ConversationRecord[];
  readonly outbox: readonly OutboxItem[];
}

export type StorageKind = 'memory' | 'indexeddb' | 'fallback';

/** Durable state of one client. Only a cache of the server, except for the outbox. */
export interface Store {
  readonly kind: StorageKind;
  load(): Promise<StoredState>;
  /** All of the writes or none, in order. Resolves when they would survive a reload. */
  commit(writes: readonly StoreWrite[]): Promise<void>;
  /** Cached entries with fromSeq ≤ seq ≤ toSeq, ascending: the newest `limit` of them. */
  entries(conversationId: Id, fromSeq: number, toSeq: number, limit: number): Promise<CachedEntry[]>;
  close(): void;
}
