import type { ClientEvents, ClientStatus, EventName } from '@godwit/client/events';
import type { Conversation } from '@godwit/client/view/conversation';
import type { TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { vi } from 'vitest';
import type { ChatClient } from '../state/chat-client.js';

export const ME = '100';

/** What the SDK would hold; tests change it and emit the event that tells so. */
export interface FakeChatClient extends ChatClient {
  list: Conversation[];
  timelines: Map<Id, TimelineItem[]>;
  emit<E extends EventName>(event: E, ...args: Parameters<ClientEvents[E]>): void;
}

type Listener = (...args: never[]) => void;

/** A client without a network: every call is a spy that works. */
export function fakeChatClient(api: Partial<ChatClient['api']> = {}): FakeChatClient {
  const listeners = new Map<EventName, Set<Listener>>();
  const tokens = { userId: ME, accessToken: 'a', refreshToken: 'r', expiresAt: 0 };
  const client: FakeChatClient = {
    api: {
      changeFriend: vi.fn(async () => undefined),
      profile: vi.fn(async () => ({
        userId: ME,
        username: 'alice',
        nickname: 'Alice',
        avatar: '',
        gender: 0,
        signature: '',
        phone: '',
        email: '',
        strangerPolicy: 0,
        requestPolicy: 0,
        showPresence: true,
        findBy: { id: true, username: true, phone: false, email: false },
      })),
      user: vi.fn(async (userId: Id) => ({
        userId,
        username: `user${userId}`,
        nickname: `Nick ${userId}`,
        avatar: '',
        signature: '',
        gender: 0,
        relation: 'none' as const,
      })),
      groups: {
        names: vi.fn(async (_groupId: Id, userIds: readonly Id[]) =>
          userIds.map((userId) => ({ userId, username: `user${userId}`, nickname: `Nick ${userId}`, groupNickname: '' })),
        ),
      },
      ...api,
    } as unknown as ChatClient['api'],
    userId: ME,
    status: { at: 'connecting', storage: 'memory' },
    list: [],
    timelines: new Map(),
    start: vi.fn(async () => tokens),
    login: vi.fn(async () => tokens),
    logout: vi.fn(async () => undefined),
    connect: vi.fn(async () => undefined),
    wake: vi.fn(),
    conversations: () => client.list,
    conversation: (id) => client.list.find((one) => one.id === id),
    followPeople: vi.fn(async () => ({ friends: [], requests: [], blocks: [] })),
    openDirect: vi.fn(async () => ({ id: '1' })),
    open: vi.fn(async () => undefined),
    leave: vi.fn(),
    entries: (id) => client.timelines.get(id) ?? [],
    loadOlder: vi.fn(async () => true),
    loadGap: vi.fn(async () => undefined),
    enqueue: vi.fn(async () => '1'),
    retry: vi.fn(async () => undefined),
    discard: vi.fn(async () => undefined),
    markRead: vi.fn(async () => undefined),
    on(event, listener) {
      const of = listeners.get(event) ?? new Set<Listener>();
      listeners.set(event, of.add(listener));
      return () => void of.delete(listener);
    },
    emit(event, ...args) {
      for (const listener of listeners.get(event) ?? []) (listener as (...given: typeof args) => void)(...args);
    },
  };
  return client;
}

export const online = (patch: Partial<Extract<ClientStatus, { at: 'online' }>> = {}): ClientStatus => ({
  at: 'online',
  storage: 'indexeddb',
  transport: 'webtransport',
  node: 'access-1',
  syncing: false,
  rttMs: 2,
  lastSyncAt: 1,
  ...patch,
});
