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
  /** More calls of api.groups. */
  groupsApi(calls: Partial<ChatClient['api']['groups']>): void;
  emit<E extends EventName>(event: E, ...args: Parameters<ClientEvents[E]>): void;
}

const NO_PEOPLE = { friends: [], requests: [], blocks: [] };
const NO_BADGES = { friendRequests: 0, groupApplications: 0 };
const SENT = { seq: 1, messageId: '1' };
const NO_BYTES = new Uint8Array();
const UPLOADED = {
  fileId: '900',
  name: 'file.bin',
  mime: 'application/octet-stream',
  size: 1,
  width: 0,
  height: 0,
  durationMs: 0,
  thumbnail: NO_BYTES,
  waveform: NO_BYTES,
  url: '',
};

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
      sharedFiles: vi.fn(async () => ({ seqs: [], next: 0 })),
      sharedGroups: vi.fn(async () => []),
      groups: {
        online: vi.fn(async () => ({ online: 0 })),
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
    followPeople: vi.fn(async () => NO_PEOPLE),
    openDirect: vi.fn(async () => ({ id: '1' })),
    open: vi.fn(async () => undefined),
    leave: vi.fn(),
    entries: (id) => client.timelines.get(id) ?? [],
    history: vi.fn(async function* () {}),
    loadOlder: vi.fn(async () => true),
    loadGap: vi.fn(async () => undefined),
    goTo: vi.fn(async () => true),
    goToDate: vi.fn(async () => undefined),
    goToEnd: vi.fn(async () => undefined),
    keepAround: vi.fn(),
    unread: () => 0,
    people: () => NO_PEOPLE,
    badges: () => NO_BADGES,
    followBadges: vi.fn(async () => NO_BADGES),
    clearCache: vi.fn(async () => undefined),
    deleteAccount: vi.fn(async () => undefined),
    upload: vi.fn(async () => UPLOADED),
    fileUrl: vi.fn(async (fileId: Id) => `/file/${fileId}`),
    avatarUrl: vi.fn(async (avatar: string) => avatar),
    recall: vi.fn(async () => SENT),
    edit: vi.fn(async () => SENT),
    react: vi.fn(async () => SENT),
    unreact: vi.fn(async () => SENT),
    pin: vi.fn(async () => SENT),
    unpin: vi.fn(async () => SENT),
    star: vi.fn(async () => undefined),
    unstar: vi.fn(async () => undefined),
    favourites: vi.fn(async function* () {}),
    setTyping: vi.fn(),
    watchPresence: vi.fn(),
    markUnread: vi.fn(async () => undefined),
    setPinned: vi.fn(async () => undefined),
    mute: vi.fn(async () => undefined),
    archive: vi.fn(async () => undefined),
    closeConversation: vi.fn(async () => undefined),
    hide: vi.fn(async () => undefined),
    clear: vi.fn(async () => undefined),
    setDraft: vi.fn(async () => undefined),
    enqueue: vi.fn(async () => '1'),
    enqueueAll: vi.fn(async () => undefined),
    entriesAt: vi.fn(async () => []),
    forward: vi.fn(async () => undefined),
    hops: vi.fn(async () => undefined),
    retry: vi.fn(async () => undefined),
    discard: vi.fn(async () => undefined),
    markRead: vi.fn(async () => undefined),
    on(event, listener) {
      const of = listeners.get(event) ?? new Set<Listener>();
      listeners.set(event, of.add(listener));
      return () => void of.delete(listener);
    },
    groupsApi: (calls) => void Object.assign(client.api.groups, calls),
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
