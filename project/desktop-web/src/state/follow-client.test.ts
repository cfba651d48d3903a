import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand';
import { fakeChatClient, ME, online, type FakeChatClient } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import { conversation, entry } from '../testing/samples.js';
import type { AppServices } from './app-services.js';
import { setTarget } from './compose-store.js';
import { totalUnread } from './conversation-store.js';

setUpDom();

const TOKENS = { userId: ME, accessToken: 'b', refreshToken: 'r', expiresAt: 0 };

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
});

describe('stores follow the SDK', () => {
  it('[F-28] a burst of changes ends with the last state, and unread is the sum of what the SDK says', async () => {
    for (const unread of [1, 2, 3]) {
      client.list = [conversation('1', { unread }), conversation('2', { unread: 4 })];
      client.emit('conversations');
    }
    await expect.poll(() => totalUnread(services.stores.conversations.getState())).toBe(7);
  });

  it('a change of another timeline leaves the open one alone', async () => {
    await services.chat.open('1');
    const before = services.stores.timeline.getState();
    client.timelines.set('2', [entry(1)]);
    client.emit('timeline', '2');
    expect(services.stores.timeline.getState()).toBe(before);
    client.timelines.set('1', [entry(1)]);
    client.emit('timeline', '1');
    await expect.poll(() => services.stores.timeline.getState().timeline?.items).toHaveLength(1);
  });

  it('keeps at most three timelines in memory', async () => {
    for (const id of ['1', '2', '3', '2', '4']) await services.chat.open(id);
    expect(client.leave).toHaveBeenCalledExactlyOnceWith('1');
  });

  it('[U-3] the last sync is remembered while offline', () => {
    client.emit('status', online({ lastSyncAt: 42 }));
    client.emit('status', { at: 'waiting', storage: 'indexeddb', retryAt: 1, reason: 'lost' });
    expect(services.stores.link.getState()).toMatchObject({ status: { at: 'waiting' }, lastSyncAt: 42 });
  });

  it('[F-67] contacts are brought up to date when the link is up, and shown as the SDK says from then on', async () => {
    client.emit('status', online());
    expect(client.followPeople).toHaveBeenCalledTimes(1);
    const request = { id: '3', userId: '2', username: 'bert', nickname: 'Bert', avatar: '', message: '', createdAt: 1 };
    const received = { ...request, status: 'pending', direction: 'received' } as const;
    const sent = { ...request, id: '4', status: 'rejected', direction: 'sent' } as const;
    client.emit('people', { friends: [], requests: [received, sent], blocks: [] });
    expect(services.stores.contacts.getState()).toMatchObject({ lists: { friends: [], received: [received], sent: [sent] }, fresh: true });
  });
});

describe('[F-16] [F-17] the end of a session', () => {
  it.each([
    ['replaced', () => client.emit('status', { at: 'stopped', storage: 'indexeddb', reason: 'replaced' })],
    ['revoked', () => client.emit('session-ended', 'revoked')],
    ['expired', () => client.emit('session-ended', 'expired')],
    ['refused', () => client.emit('status', { at: 'stopped', storage: 'indexeddb', reason: 'refused' })],
  ] as const)('%s ends on its page and nothing reconnects by itself', async (reason, end) => {
    await services.session.restore();
    expect(client.connect).toHaveBeenCalledTimes(1);
    end();
    expect(services.stores.account.getState().account).toEqual({ at: 'ended', reason });
    expect(client.connect).toHaveBeenCalledTimes(1);
  });

  it('a device that was replaced takes the session back when asked', async () => {
    await services.session.restore();
    client.emit('status', { at: 'stopped', storage: 'indexeddb', reason: 'replaced' });
    services.session.resume();
    expect(services.stores.account.getState().account).toMatchObject({ at: 'signed-in', userId: ME });
    expect(client.connect).toHaveBeenCalledTimes(2);
  });

  it('[U-22] another tab takes it back for this one too, signs out for it, and signs somebody else in', async () => {
    client.list = [conversation('1')];
    await services.session.restore();
    const { account } = services.stores;
    client.emit('status', { at: 'stopped', storage: 'indexeddb', reason: 'replaced' });
    client.emit('status', online());
    expect(account.getState().account).toMatchObject({ at: 'signed-in', userId: ME });
    client.emit('tokens', TOKENS);
    expect(services.stores.conversations.getState().list).toHaveLength(1);
    client.list = [];
    client.emit('tokens', { ...TOKENS, userId: '200' });
    expect(account.getState().account).toMatchObject({ at: 'signed-in', userId: '200' });
    expect(services.stores.conversations.getState().list).toEqual([]);
    client.emit('tokens', null);
    expect(account.getState().account).toEqual({ at: 'signed-out' });
  });

  it.each([
    ['keeps what was here: what was written for an upload is a draft', true],
    ['wipes it: nothing is written again', false],
  ])('[U-22] [U-11] another tab that signs out %s', async (_what, kept) => {
    const key = (name: string): string => `godwit.user.${ME}.${name}`;
    await services.session.restore();
    const words = { id: 'u1', conversationId: '1', content: { text: 'From the hide' }, picks: [], items: [] };
    services.stores.uploads.setState({ messages: [words] });
    if (kept) localStorage.setItem(key('profile'), JSON.stringify({ userId: ME, username: 'alice' }));
    client.emit('tokens', null);
    expect(localStorage.getItem(key('drafts'))?.includes('From the hide') ?? false).toBe(kept);
    expect(services.stores.uploads.getState().messages).toEqual([]);
  });

  it.each(['expired', 'revoked'] as const)('[U-22] another tab that signs in takes one along whose session was %s', async (reason) => {
    await services.session.restore();
    client.emit('session-ended', reason);
    client.emit('tokens', null);
    expect(services.stores.account.getState().account).toEqual({ at: 'ended', reason });
    client.emit('tokens', TOKENS);
    expect(services.stores.account.getState().account).toMatchObject({ at: 'signed-in', userId: ME });
    expect(client.connect).toHaveBeenCalledTimes(2);
  });

  it('[U-22] another tab that signs in takes a signed-out one along, but none that was replaced or is of an old version', async () => {
    vi.mocked(client.start).mockResolvedValue(null);
    await services.session.restore();
    const { account } = services.stores;
    expect(account.getState().account).toEqual({ at: 'signed-out' });
    client.emit('tokens', TOKENS);
    expect(account.getState().account).toMatchObject({ at: 'signed-in', userId: ME });
    for (const reason of ['replaced', 'refused'] as const) {
      client.emit('status', { at: 'stopped', storage: 'indexeddb', reason });
      client.emit('tokens', TOKENS);
      expect(account.getState().account).toEqual({ at: 'ended', reason });
      account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
    }
  });

  it('signing out empties every store but those of the device, and what REST has answered', async () => {
    await services.session.restore();
    const { account: _account, link: _link, layout: _layout, ...personal } = services.stores;
    const stores = Object.entries(personal as Record<string, StoreApi<unknown>>);
    for (const [name, store] of stores) store.setState({ of: name });
    services.queries.setQueryData(['user', '7'], 'his');
    await services.session.signOut();
    for (const [, store] of stores) expect(store.getState()).toEqual(store.getInitialState());
    expect(services.queries.getQueryData(['user', '7'])).toBeUndefined();
  });

  it('after the session has ended, what was begun is there for the same user and for nobody else', async () => {
    await services.session.restore();
    setTarget(services.stores.compose, '1', { mode: 'reply', item: entry(1) });
    client.emit('session-ended', 'expired');
    await services.session.signIn('alice', 'secret');
    expect(services.stores.compose.getState().targets).toHaveProperty('1');
    client.emit('session-ended', 'expired');
    vi.mocked(client.login).mockResolvedValue({ ...TOKENS, userId: '200' });
    await services.session.signIn('bert', 'secret');
    expect(services.stores.account.getState().account).toMatchObject({ at: 'signed-in', userId: '200' });
    expect(services.stores.compose.getState().targets).toEqual({});
  });

  it('signing out forgets drafts, contacts and conversations of this user only', async () => {
    localStorage.setItem('godwit.user.999.drafts', '{"9":"theirs"}');
    client.list = [conversation('1')];
    await services.session.restore();
    services.drafts.save('1', 'mine');
    await services.contacts.refresh();
    await services.session.signOut();
    expect(Object.keys(localStorage).filter((key) => key.startsWith('godwit.user.'))).toEqual(['godwit.user.999.drafts']);
    expect(services.stores.conversations.getState().list).toEqual([]);
    expect(services.stores.account.getState().account).toEqual({ at: 'signed-out' });
  });
});

describe('[U-3] a start without a network', () => {
  it('shows conversations, drafts, contacts and the own name of the last visit', async () => {
    client.list = [conversation('1')];
    await services.session.restore();
    services.drafts.save('1', 'kept');
    await services.contacts.refresh();
    await services.session.refreshProfile();

    const offline = fakeChatClient();
    offline.list = [conversation('1')];
    vi.mocked(offline.connect).mockReturnValue(new Promise(() => undefined));
    const again = servicesFor(offline);
    await again.session.restore();
    expect(again.stores.conversations.getState()).toMatchObject({ ready: true, list: [{ id: '1' }] });
    expect(again.stores.drafts.getState().drafts).toEqual({ '1': 'kept' });
    expect(again.stores.contacts.getState()).toMatchObject({ lists: { friends: [] }, fresh: false });
    expect(again.stores.account.getState().account).toMatchObject({ at: 'signed-in', profile: { nickname: 'Alice' } });
  });

  it.each(['not json', '[1,2', '"text"'])('kept data that reads %j is ignored', async (broken) => {
    localStorage.setItem(`godwit.user.${ME}.drafts`, broken);
    await services.session.restore();
    expect(services.stores.drafts.getState().drafts).toEqual({});
  });
});
