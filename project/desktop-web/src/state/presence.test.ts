import { MAX_WATCHED } from '@godwit/client/ephemeral/presence';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, online, type FakeChatClient } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import type { AppServices } from './app-services.js';
import { isOnline } from './presence-store.js';
import { typingIn } from './typing-store.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  vi.useFakeTimers();
  client = fakeChatClient();
  services = servicesFor(client);
});
afterEach(() => vi.useRealTimers());

const second = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000);
const watched = (): unknown => vi.mocked(client.watchPresence).mock.lastCall?.[0];
const person = (userId: string, isThere: boolean) => ({ userId, online: isThere, lastSeenAt: 5, platform: 'web' });
const there = (userId: string): boolean => isOnline(services.stores.presence.getState(), userId);

describe('[F-69] presence of who is on the screen', () => {
  it('is watched in one list, told once a second, whoever shows them', async () => {
    services.presence.show(['1', '2']);
    services.presence.show(['2', '3']);
    await second();
    expect(vi.mocked(client.watchPresence).mock.calls).toEqual([[['1', '2', '3']]]);
    const leave = services.presence.show(['4']);
    leave();
    services.presence.show(['5']);
    await second();
    expect(client.watchPresence).toHaveBeenCalledTimes(2);
    expect(watched()).toEqual(['1', '2', '3', '5']);
  });

  it('somebody who is shown twice is watched until both are gone', async () => {
    const [first, other] = [services.presence.show(['1']), services.presence.show(['1'])];
    first();
    await second();
    expect(watched()).toEqual(['1']);
    other();
    await second();
    expect(watched()).toEqual([]);
  });

  it('of more than 200 those shown last are watched', async () => {
    services.presence.show(Array.from({ length: MAX_WATCHED + 5 }, (_, i) => String(i)));
    await second();
    expect(watched()).toHaveLength(MAX_WATCHED);
    expect(watched()).not.toContain('4');
  });

  it('is forgotten of who leaves the screen, and of all while there is no link', async () => {
    services.presence.show(['1']);
    const leave = services.presence.show(['2']);
    await second();
    client.emit('presence', [person('1', true), person('2', true)]);
    expect([there('1'), there('2'), there('3')]).toEqual([true, true, false]);
    leave();
    await second();
    expect([there('1'), there('2')]).toEqual([true, false]);
    client.emit('status', { at: 'waiting', storage: 'memory', retryAt: 1, reason: 'lost' });
    expect(there('1')).toBe(false);
  });
});

describe('[F-31] who types', () => {
  const say = (userId: string, typing: boolean): void => client.emit('typing', { conversationId: '7', userId, typing });
  const typists = (): readonly string[] => typingIn(services.stores.typing.getState(), '7');

  it('is listed by conversation until it is over', () => {
    const nobody = typists();
    say('1', true);
    say('2', true);
    say('2', true);
    expect(typists()).toEqual(['1', '2']);
    expect(typingIn(services.stores.typing.getState(), '8')).toBe(nobody);
    say('1', false);
    say('2', false);
    expect(services.stores.typing.getState().typing).toEqual({});
  });
});

describe('[U-1] what waits for a decision', () => {
  it('is counted from the first link on, and forgotten by a sign-out', async () => {
    vi.mocked(client.followBadges).mockResolvedValue({ friendRequests: 2, groupApplications: 1 });
    client.emit('status', online());
    await second();
    expect(services.stores.badges.getState()).toEqual({ friendRequests: 2, groupApplications: 1 });
    client.emit('badges', { friendRequests: 3, groupApplications: 1 });
    expect(services.stores.badges.getState()).toEqual({ friendRequests: 3, groupApplications: 1 });
    await services.session.signOut();
    expect(services.stores.badges.getState()).toEqual({ friendRequests: 0, groupApplications: 0 });
  });
});
