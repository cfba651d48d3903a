import type { Conversation } from '@godwit/client/view/conversation';
import { MAX_COUNTED_MEMBERS } from '@godwit/shared/group-terms';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { fakeChatClient, online as linked, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { ChatHeader } from './ChatHeader.js';

setUpDom();

const count = vi.fn(async (_groupId: string) => ({ online: 3 }));
let visibility: DocumentVisibilityState;
let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  vi.useFakeTimers();
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  count.mockClear().mockResolvedValue({ online: 3 });
  client = fakeChatClient();
  client.groupsApi({ online: count });
  services = servicesFor(client);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const header = (patch: Partial<Conversation> = {}, id = '9') => (
  <ChatHeader conversation={conversation(id, { type: 'group', peerId: '0', title: 'Waders', memberCount: 12, ...patch })} />
);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const connect = () => act(() => client.emit('status', linked()));
const disconnect = () => act(() => client.emit('status', { at: 'waiting', storage: 'memory', retryAt: 1, reason: 'lost' }));
const look = (at: DocumentVisibilityState) =>
  act(() => {
    visibility = at;
    document.dispatchEvent(new Event('visibilitychange'));
  });
const show = async (patch: Partial<Conversation> = {}): Promise<void> => {
  renderApp(services, header(patch));
  connect();
  await pass(1);
};
const status = () => screen.getByTestId('chat-status').textContent;

describe('[U-6] [F-69] how many of a group are online', () => {
  it('stands beside how many there are, and is asked for once a minute', async () => {
    await show();
    expect([status(), count.mock.calls]).toEqual(['12 members, 3 online', [['9']]]);
    count.mockResolvedValue({ online: 4 });
    await pass(59_000);
    expect(count).toHaveBeenCalledTimes(1);
    await pass(1_000);
    expect([status(), count.mock.calls.length]).toEqual(['12 members, 4 online', 2]);
  });

  it('has its words in Chinese, and where there is one member', async () => {
    await show({ memberCount: 1 });
    expect(status()).toBe('1 member, 1 online');
    act(() => services.preferences.setState({ language: 'zh' }));
    await pass(1);
    expect(status()).toBe('1 位成员，1 人在线');
  });

  it('is not asked for while nobody looks, and dropped', async () => {
    await show();
    look('hidden');
    expect(status()).toBe('12 members');
    await pass(600_000);
    count.mockResolvedValue({ online: 5 });
    look('visible');
    expect([status(), count.mock.calls.length]).toEqual(['12 members', 2]);
    await pass(1);
    expect(status()).toBe('12 members, 5 online');
  });

  it('is dropped with the link, and asked for when there is one again', async () => {
    await show();
    disconnect();
    expect(status()).toBe('12 members');
    await pass(120_000);
    expect(count).toHaveBeenCalledTimes(1);
    connect();
    await pass(1);
    expect([status(), count.mock.calls.length]).toEqual(['12 members, 3 online', 2]);
  });

  it('is not asked for again within 10 s, whatever is looked at in between', async () => {
    const { unmount } = renderApp(services, header());
    connect();
    await pass(1);
    unmount();
    renderApp(services, header());
    await pass(5_000);
    look('hidden');
    look('visible');
    await pass(1);
    expect([status(), count.mock.calls.length]).toEqual(['12 members, 3 online', 1]);
  });

  it.each([
    ['of more than 500', { memberCount: MAX_COUNTED_MEMBERS + 1 }, '501 members'],
    ['that one has left', { removed: true }, 'You are no longer in this group.'],
  ])('is not asked for in a group %s', async (_, patch, expected) => {
    await show(patch);
    expect([status(), count.mock.calls.length]).toEqual([expected, 0]);
  });

  it('is left out where the server does not know it, as soon as it does not', async () => {
    await show();
    count.mockRejectedValue(new Error('UNAVAILABLE'));
    await pass(60_000);
    expect([status(), count.mock.calls.length]).toEqual(['12 members', 2]);
    count.mockResolvedValue({ online: 0 });
    await pass(60_000);
    expect([status(), count.mock.calls.length]).toEqual(['12 members', 3]);
  });

  it('is of no more than there are', async () => {
    count.mockResolvedValue({ online: 13 });
    await show();
    expect(status()).toBe('12 members, 12 online');
  });
});
