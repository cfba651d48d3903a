import 'fake-indexeddb/auto';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GodwitClient } from './client.js';
import { newRecord } from './inbox/apply-state.js';
import { IndexedDbStore } from './store/indexeddb.js';
import type { Store } from './store/store.js';

/** No server anywhere: what a user has without a network. */
describe('client without a network (F-25, U-3)', () => {
  let clock: FakeClock;
  let open: () => GodwitClient;
  let databases = 0;
  const clients: GodwitClient[] = [];

  beforeEach(async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    clock = new FakeClock();
    const name = `client-${(databases += 1)}`;
    const store: Store = new IndexedDbStore({ name });
    const tokens = { userId: '1', accessToken: 'a', refreshToken: 'r', expiresAt: clock.now() + 1e9 };
    await store.commit([
      { put: 'meta', key: 'tokens', value: tokens },
      { put: 'conversation', record: { ...newRecord(STATE), cursor: 3, head: 3, ranges: [{ from: 1, to: 3 }] } },
      { put: 'entries', conversationId: '7', entries: [1, 2, 3].map(entry) },
    ]);
    store.close();
    open = () => {
      const client = new GodwitClient({
        api: 'http://nowhere.invalid',
        deviceId: 'd',
        platform: 'web',
        store: new IndexedDbStore({ name }),
        clock,
      });
      clients.push(client);
      return client;
    };
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    for (const client of clients.splice(0)) await client.close();
  });

  const states = (client: GodwitClient): unknown[] =>
    client.entries('7').map((i) => (i.at === 'entry' ? i.seq : i.at === 'pending' ? i.state : i.at));

  it('[U-3] shows what is cached', async () => {
    const client = open();
    expect((await client.start())?.userId).toBe('1');
    await client.open('7');
    expect(client.conversations().map((c) => c.title)).toEqual(['bob']);
    expect(states(client)).toEqual([1, 2, 3]);
    expect(client.status).toMatchObject({ at: 'stopped', storage: 'indexeddb' });
  });

  it('[F-40] gives single entries that are cached, without those that were hidden, and opens nothing', async () => {
    const client = open();
    await client.start();
    await client.hide('7', 2);
    expect((await client.entriesAt('7', [3, 2, 1, 3])).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(await client.entriesAt('8', [1])).toEqual([]);
    expect(client.entries('7')).toEqual([]);
    await expect(client.entriesAt('7', [4])).rejects.toMatchObject({ error: 'NETWORK' });
  });

  it('[U-24] [F-27] keeps 400 rows around the reader in memory, wherever he goes', async () => {
    const store = new IndexedDbStore({ name: `client-${databases}` });
    const all = Array.from({ length: 1000 }, (_, i) => entry(i + 1));
    await store.commit([
      { put: 'conversation', record: { ...newRecord(STATE), cursor: 1000, head: 1000, ranges: [{ from: 1, to: 1000 }] } },
      { put: 'entries', conversationId: '7', entries: all },
    ]);
    store.close();
    const client = open();
    await client.open('7');
    client.keepAround('7', Infinity);
    const seqs = (): number[] => client.entries('7').flatMap((i) => (i.at === 'entry' ? [i.seq] : []));
    while ((seqs()[0] ?? 0) > 300) {
      client.keepAround('7', seqs()[0]!);
      await client.loadOlder('7');
    }
    expect([seqs().length, states(client).at(-1)]).toEqual([400, 'gap']);
    expect(await client.goTo('7', 20)).toBe(true);
    expect([seqs().length, seqs().includes(20)]).toEqual([400, true]);
    await client.goToEnd('7');
    expect([seqs().length, seqs().at(-1), states(client).at(-1)]).toEqual([400, 1000, 1000]);
    client.keepAround('7', Infinity, 80);
    await vi.waitFor(() => expect(seqs().length).toBe(80));
  });

  it('[R3] [F-25] keeps what is sent over a reload, in order', async () => {
    const client = open();
    await client.open('7');
    await client.enqueue('7', { text: 'one' });
    await client.enqueue('7', { text: 'two' });
    expect(states(client)).toEqual([1, 2, 3, 'sending', 'sending']);
    const unsent = client.send('7', { text: 'three' });
    const rejected = expect(unsent).rejects.toMatchObject({ error: 'CLOSED' });
    await client.markRead('7', 3);
    await client.close();
    await rejected;
    const again = open();
    await again.open('7');
    expect(
      again
        .entries('7')
        .map((i) => (i.at === 'gap' ? '' : i.body.text))
        .slice(3),
    ).toEqual(['one', 'two', 'three']);
    expect(again.conversation('7')).toMatchObject({ unread: 0, readSeq: 3, sending: 3 });
  });

  it('[F-34] [F-42] [F-50] changes settings at once, keeps them over a reload, and empties the draft of what is sent', async () => {
    const client = open();
    await client.open('7');
    await client.setDraft('7', 'dear bob');
    await client.setPinned('7', true);
    await client.mute('7', 1);
    await client.hide('7', 2);
    await client.close();
    const again = open();
    await again.open('7');
    const shown = { draft: 'dear bob', pinnedAt: clock.now(), muteLevel: 1, readSeq: 2 };
    expect(again.conversation('7')).toMatchObject(shown);
    expect(states(again)).toEqual([1, 3]);
    await again.enqueue('7', { text: 'a file' }, { keepsDraft: true });
    expect(again.conversation('7')?.draft).toBe('dear bob');
    await again.enqueue('7', { text: 'dear bob' });
    await again.clear('7');
    await again.markUnread('7');
    expect(again.conversation('7')).toMatchObject({ ...shown, draft: '', readSeq: 3, unread: 0, markedUnread: true, hasOlder: false });
    expect([states(again), again.unread()]).toEqual([['sending', 'sending'], 0]);
    await again.markRead('7', 3);
    await again.closeConversation('7');
    expect([again.conversation('7')?.markedUnread, again.conversations()]).toEqual([false, []]);
  });

  it('[F-50] puts no 21st conversation to the top', async () => {
    const client = open();
    await client.start();
    const store = new IndexedDbStore({ name: `client-${databases}` });
    for (let n = 100; n < 120; n++)
      await store.commit([{ put: 'conversation', record: { ...newRecord(STATE), id: String(n), pinnedAt: n } }]);
    store.close();
    await client.close();
    const again = open();
    await again.start();
    await expect(again.setPinned('7', true)).rejects.toMatchObject({ error: 'LIMIT_REACHED' });
    await again.setPinned('100', false);
    await again.setPinned('7', true);
    expect(again.conversations()[0]?.id).toBe('7');
  });

  it('[F-10] keeps trying, and says until when it waits', async () => {
    const client = open();
    const seen: string[] = [];
    client.on('status', (s) => seen.push(s.at));
    client.connect().catch(() => undefined);
    await vi.waitFor(() => expect(client.status.at).toBe('waiting'));
    await clock.advance(3000);
    await vi.waitFor(() => expect(seen.filter((at) => at === 'waiting').length).toBeGreaterThan(1));
    expect(seen.slice(0, 3)).toEqual(['connecting', 'waiting', 'connecting']);
  });

  it('refuses a body that no frame can carry, and keeps nothing of it', async () => {
    const client = open();
    await expect(client.send('7', { text: 'x'.repeat(60_000) })).rejects.toMatchObject({ error: 'MSG_TOO_LARGE' });
    expect(states(client)).toEqual([]);
  });

  it('[S6] tokens of another user remove what is cached of the last one', async () => {
    const client = open();
    await client.start();
    await client.useTokens({ userId: '2', accessToken: 'b', refreshToken: 's', expiresAt: clock.now() + 1e9 });
    expect([client.userId, client.conversations()]).toEqual(['2', []]);
    await client.close();
    const again = open();
    expect([(await again.start())?.userId, again.conversations()]).toEqual(['2', []]);
  });

  it('[U-22] a tab that comes later hears of the user who signed in since, and of none after a logout', async () => {
    const client = open();
    await client.start();
    const tokens = { userId: '2', accessToken: 'b', refreshToken: 's', expiresAt: clock.now() + 1e9 };
    await client.useTokens(tokens);
    expect(await client.start()).toEqual(tokens);
    await client.logout();
    expect(await client.start()).toBeNull();
  });

  it('logout forgets tokens and cache, also when the server cannot be told', async () => {
    const client = open();
    await client.logout();
    await client.close();
    const again = open();
    expect([await again.start(), again.userId, again.conversations()]).toEqual([null, '0', []]);
    await expect(again.connect()).rejects.toMatchObject({ error: 'SESSION_ENDED' });
  });
});

const STATE = {
  conversationId: '7',
  type: 'direct' as const,
  epoch: 1,
  lastSeq: 3,
  countableTotal: 3,
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
  member: {
    ...NO_MEMBER_STATE,
    conversationId: '7',
    version: 0,
    readSeq: 0,
    readCountable: 0,
    deliveredSeq: 0,
  },
};

const entry = (seq: number) => ({
  seq,
  messageId: `9${seq}`,
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
