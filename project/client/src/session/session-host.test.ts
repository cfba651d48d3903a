import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GodwitClient } from '../client.js';
import { newRecord } from '../inbox/apply-state.js';
import { MemoryStore } from '../store/memory.js';
import { RemoteSession } from './remote-client.js';
import type { SessionClient } from './session-client.js';
import { SessionHost } from './session-host.js';
import type { ToHost, ToTab } from './wire.js';

const LAST = 1_000;
const STATE = {
  conversationId: '7',
  type: 'direct' as const,
  epoch: 1,
  lastSeq: LAST,
  countableTotal: LAST,
  membershipVersion: 1,
  lastActivityAt: 1,
  peerId: '2',
  title: 'bob',
  avatar: '',
  memberCount: 2,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
  lastEntry: null,
  ...NO_GROUP,
  member: { ...NO_MEMBER_STATE, conversationId: '7' },
};
const entry = (seq: number) => ({
  seq,
  messageId: String(90_000 + seq),
  senderId: '2',
  clientMsgId: '0',
  kind: 'message' as const,
  countableNo: seq,
  createdAt: seq,
  targetSeq: 0,
  body: new Uint8Array(),
  ...UNTOUCHED,
  asOf: seq,
});

/** No server: what is cached of a long conversation is shown in tabs. */
describe('[U-24] a timeline that several tabs show', () => {
  const stores: MemoryStore[] = [];
  const clients: GodwitClient[] = [];

  beforeEach(async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const store = new MemoryStore();
    await store.commit([
      { put: 'meta', key: 'tokens', value: { userId: '1', accessToken: 'a', refreshToken: 'r', expiresAt: Date.now() + 1e9 } },
      { put: 'conversation', record: { ...newRecord(STATE), cursor: LAST, head: LAST, ranges: [{ from: 1, to: LAST }] } },
      { put: 'entries', conversationId: '7', entries: Array.from({ length: LAST }, (_, i) => entry(i + 1)) },
    ]);
    stores.push(store);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    stores.splice(0);
    vi.unstubAllGlobals();
  });

  function newHost(): { client: GodwitClient; serve: (tab: RemoteSession) => () => void } {
    const client = new GodwitClient({ api: 'http://nowhere.invalid', deviceId: 'd', platform: 'test', page: false, store: stores[0]! });
    clients.push(client);
    const host = new SessionHost(client);
    const serve = (tab: RemoteSession): (() => void) => {
      let toHost: (message: ToHost) => void = () => undefined;
      let toTab: (message: ToTab) => void = () => undefined;
      const later =
        <M>(to: () => (message: M) => void) =>
        (message: M): void => {
          const copy = structuredClone(message);
          queueMicrotask(() => to()(copy));
        };
      const leave = host.serve({
        post: later(() => toTab),
        onMessage: (listener) => void (toHost = listener),
        close: () => undefined,
      });
      tab.attach({ post: later(() => toHost), onMessage: (listener) => void (toTab = listener), close: () => undefined });
      return leave;
    };
    return { client, serve };
  }

  const seqs = (client: Pick<SessionClient, 'entries'>): number[] =>
    client.entries('7').flatMap((item) => (item.at === 'entry' ? [item.seq] : []));
  const tab = (): RemoteSession => new RemoteSession({ api: '' });

  it('is in memory around the places of all of them, whoever moves, and no more', async () => {
    const { client, serve } = newHost();
    const [first, second] = [tab(), tab()];
    serve(first);
    const leave = serve(second);
    await first.client.open('7');
    first.client.keepAround('7', Infinity, 40);
    await second.client.open('7');
    second.client.keepAround('7', Infinity, 40);
    for (const seq of [500, 100]) {
      expect(await second.client.goTo('7', seq)).toBe(true);
      expect(seqs(first.client)).toContain(LAST);
      expect(seqs(first.client)).toContain(seq);
      expect(seqs(client).length).toBeLessThanOrEqual(80);
    }
    leave();
    await vi.waitFor(() => expect([seqs(client).length, seqs(client).at(-1)]).toEqual([40, LAST]));
  });

  it('has its bound with the next host too', async () => {
    const reader = tab();
    newHost().serve(reader);
    await reader.client.open('7');
    expect(await reader.client.goTo('7', 500)).toBe(true);
    reader.client.keepAround('7', 500, 30);
    const next = newHost();
    next.serve(reader);
    await vi.waitFor(() => expect(seqs(next.client)).toContain(500));
    await vi.waitFor(() => expect(seqs(next.client).length).toBe(30));
  });
});
