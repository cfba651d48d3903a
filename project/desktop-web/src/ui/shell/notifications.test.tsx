import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimNotification } from '../../state/claim-notification.js';
import { callsFor } from '../../state/notification-rules.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import type { AppServices } from '../../state/app-services.js';
import { NotificationPrompt } from './NotificationPrompt.js';
import { useNotifications } from './use-notifications.js';

setUpDom();

const NOW = 1_000;
const meant = entry(5, { body: body('hey', { mentions: [ME] }) });
const forAll = entry(5, { body: body('hey', { mentionAll: true }) });

describe('[U-19] what one is called for', () => {
  it.each([
    ['a message of another one', entry(5), {}, true],
    ['an own one', entry(5, { mine: true }), {}, false],
    ['one that was read elsewhere', entry(5), { readSeq: 5 }, false],
    ['one that was taken back', entry(5, { recalled: true }), {}, false],
    ['a reaction', entry(5, { kind: 'reaction' }), {}, false],
    ['a line of the server', entry(5, { kind: 'member' }), {}, false],
    ['mentions only', entry(5), { muteLevel: 1 }, false],
    ['mentions only, and one is meant', meant, { muteLevel: 1 }, true],
    ['mentions only, and all are meant', forAll, { muteLevel: 1 }, true],
    ['muted, and one is meant', meant, { muteLevel: 2 }, false],
    ['muted until now', entry(5), { muteLevel: 2, muteUntil: NOW }, true],
    ['muted for longer', entry(5), { muteLevel: 2, muteUntil: NOW + 1 }, false],
  ] as const)('%s', (_, item, patch, expected) => expect(callsFor(item, conversation('1', patch), ME, NOW)).toBe(expected));
});

describe('[U-22] one tab of all', () => {
  afterEach(() => void vi.useRealTimers());

  /** Locks of two tabs: the first who asks holds. */
  const held = new Set<string>();
  const locks = {
    request: (name: string, _: unknown, work: (lock: object | null) => Promise<void>) => {
      const free = !held.has(name);
      held.add(name);
      return work(free ? {} : null);
    },
  } as unknown as LockManager;

  it('[U-19] tells, and not again in a hidden tab, whose timers wait for a minute', async () => {
    vi.useFakeTimers();
    const taken = new Set<string>();
    const ofBrowser = {
      request: async (name: string, _: unknown, work: (lock: object | null) => Promise<void>) => {
        if (taken.has(name)) return work(null);
        taken.add(name);
        await work({});
        taken.delete(name);
      },
    } as unknown as LockManager;
    expect(await claimNotification('1.7', ofBrowser)).toBe(true);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await claimNotification('1.7', ofBrowser)).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(taken).toEqual(new Set());
  });

  it('tells; without locks each does', async () => {
    expect(await Promise.all(['1.5', '1.5', '1.6'].map((key) => claimNotification(key, locks)))).toEqual([true, false, true]);
    const blocked = { request: () => Promise.reject(new Error('blocked')) } as unknown as LockManager;
    expect(await claimNotification('1.5', blocked)).toBe(true);
  });
});

/** As browsers show them. */
class FakeNotification {
  static permission: NotificationPermission = 'granted';
  static requestPermission = vi.fn(async () => FakeNotification.permission);
  static shown: FakeNotification[] = [];
  onclick: (() => void) | null = null;
  closed = false;
  readonly title: string;
  readonly options: NotificationOptions;
  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.options = options;
    FakeNotification.shown.push(this);
  }
  close(): void {
    this.closed = true;
  }
}

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  FakeNotification.permission = 'granted';
  FakeNotification.shown = [];
  FakeNotification.requestPermission.mockClear();
  vi.stubGlobal('Notification', FakeNotification);
  window.focus = vi.fn();
  client = fakeChatClient();
  client.list = [1, 2, 3, 4, 5].map((id) => conversation(String(id), { unread: 1, title: `Chat ${id}` }));
  services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: client.list });
});
afterEach(() => vi.unstubAllGlobals());

function Host() {
  useNotifications();
  return null;
}
const hear = (conversationId: string, seq: number, patch = {}): void => client.emit('entry', entry(seq, { conversationId, ...patch }));
const shown = (): string[] => FakeNotification.shown.map(({ title, options }) => `${title}: ${options.body}`);

describe('[U-19] notifications', () => {
  it('say who wrote what, once for what comes together, and lead to the message', async () => {
    client.list = [conversation('1', { type: 'group', title: 'Birds', unread: 2 })];
    renderApp(services, <Host />, '/settings');
    hear('1', 7);
    hear('1', 8);
    await waitFor(() => expect(shown()).toEqual(['Birds (2): Nick 200: text 8']), { timeout: 3_000 });
    act(() => FakeNotification.shown[0]!.onclick!());
    expect(window.focus).toHaveBeenCalled();
    expect(screen.getByTestId('address').textContent).toBe('/chat/1');
    expect(FakeNotification.shown[0]!.closed).toBe(true);
  });

  it('stay when one of them is followed', async () => {
    renderApp(services, <Host />, '/settings');
    hear('1', 7);
    hear('2', 7);
    await waitFor(() => expect(shown()).toHaveLength(2), { timeout: 3_000 });
    act(() => FakeNotification.shown[0]!.onclick!());
    expect(FakeNotification.shown.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('are one for many conversations', async () => {
    renderApp(services, <Host />);
    for (const id of ['1', '2', '3', '4', '4']) hear(id, 7);
    await waitFor(() => expect(shown()).toEqual(['5 new messages: In 4 conversations']), { timeout: 3_000 });
  });

  it('keep what was written to themselves, as the user wants it', async () => {
    services.preferences.setState({ preview: false });
    renderApp(services, <Host />);
    hear('1', 7);
    await waitFor(() => expect(shown()).toEqual(['Chat 1: New message']), { timeout: 3_000 });
  });

  it('are not shown of the conversation that is looked at, but when the window is not in use', async () => {
    await services.chat.open('1');
    renderApp(services, <Host />);
    hear('1', 7);
    hear('2', 7);
    await waitFor(() => expect(shown()).toEqual(['Chat 2: text 7']), { timeout: 3_000 });
    document.hasFocus = () => false;
    hear('1', 8);
    await waitFor(() => expect(shown()).toEqual(['Chat 2: text 7', 'Chat 1: text 8']), { timeout: 3_000 });
  });

  it('are not shown of one that is opened meanwhile', async () => {
    renderApp(services, <Host />);
    hear('2', 7);
    hear('3', 7);
    await services.chat.open('2');
    await waitFor(() => expect(shown()).toEqual(['Chat 3: text 7']), { timeout: 3_000 });
  });

  it('go away when the message was read, here or elsewhere', async () => {
    renderApp(services, <Host />);
    hear('1', 7);
    await waitFor(() => expect(shown()).toHaveLength(1), { timeout: 3_000 });
    client.list = [conversation('1', { unread: 0, readSeq: 7 })];
    services.stores.conversations.setState({ list: client.list });
    expect(FakeNotification.shown[0]!.closed).toBe(true);
  });
});

describe('[U-19] the offer', () => {
  it('asks the browser only after the button, and can be declined for good', async () => {
    FakeNotification.permission = 'default';
    renderApp(services, <NotificationPrompt />);
    expect(FakeNotification.requestPermission).not.toHaveBeenCalled();
    fireEvent.click(screen.getByTestId('notifications-later'));
    expect(screen.queryByTestId('notification-prompt')).toBeNull();
    expect(servicesFor(client).preferences.getState().offerNotifications).toBe(false);
  });

  it('says where to allow what the browser blocks', async () => {
    FakeNotification.permission = 'default';
    FakeNotification.requestPermission.mockResolvedValueOnce('denied');
    renderApp(services, <NotificationPrompt />);
    fireEvent.click(screen.getByTestId('notifications-on'));
    expect(await screen.findByText(/next to the address/)).toBeTruthy();
    expect(screen.queryByTestId('notification-prompt')).toBeNull();
  });
});
