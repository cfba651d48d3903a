import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { VirtuosoMockContext } from 'react-virtuoso';
import { beforeEach, describe, expect, it } from 'vitest';
import { Appearance } from '../../app/Appearance.js';
import { AppServicesContext, type AppServices } from '../../state/app-services.js';
import { fakeChatClient, ME, online, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { MessagesPage } from './MessagesPage.js';
import { Shell } from './Shell.js';

setUpDom();
Element.prototype.scrollIntoView = () => undefined;
/** Parts that are fetched when they are wanted. */
const FETCHED = { timeout: 10_000 };

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  client.list = [conversation('1'), conversation('2', { unread: 3 }), conversation('3', { muteLevel: 2, unread: 8 })];
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  services.stores.conversations.setState({ ready: true, list: client.list });
  document.head.innerHTML = '<link rel="icon" href="/favicon.svg">';
});

/** wide: room for a list beside a chat. */
function show(path = '/chat', wide = true): void {
  window.matchMedia = (query) =>
    ({
      matches: query.includes('768') ? wide : query.includes('hover'),
      media: query,
      addEventListener() {},
      removeEventListener() {},
    }) as never;
  render(
    <AppServicesContext value={services}>
      <QueryClientProvider client={new QueryClient()}>
        <Appearance>
          <VirtuosoMockContext value={{ viewportHeight: 600, itemHeight: 50 }}>
            <MemoryRouter initialEntries={[path]}>
              <Routes>
                <Route element={<Shell />}>
                  <Route path="/chat/:id?" element={<MessagesPage />} />
                  <Route path="*" element={<input aria-label="a field" />} />
                </Route>
              </Routes>
              <Address />
            </MemoryRouter>
          </VirtuosoMockContext>
        </Appearance>
      </QueryClientProvider>
    </AppServicesContext>,
  );
}
function Address() {
  return <output data-testid="address">{useLocation().pathname}</output>;
}
const address = (): string | null => screen.getByTestId('address').textContent;
const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body): boolean =>
  fireEvent.keyDown(target, { key, ...more });
const icon = (): string | null | undefined => document.querySelector('link[rel="icon"]')?.getAttribute('href');

describe('[U-1] the shell', () => {
  it('[F-28] counts unread messages in the rail, the title and on the icon, without what is muted', () => {
    show();
    expect(screen.getByTestId('total-unread').textContent).toBe('3');
    expect([document.title, icon()]).toEqual(['(3) Godwit', '/favicon-unread.svg']);
    act(() => services.stores.conversations.setState({ list: [conversation('2', { unread: 250 })] }));
    expect([screen.getByTestId('total-unread').textContent, document.title]).toEqual(['99+', '(99+) Godwit']);
    act(() => services.stores.conversations.setState({ list: [conversation('2')] }));
    expect([screen.queryByTestId('total-unread'), document.title, icon()]).toEqual([null, 'Godwit', '/favicon.svg']);
  });

  it('[F-64] counts friend requests and applications to groups at the contacts', () => {
    services.stores.badges.setState({ friendRequests: 2, groupApplications: 1 });
    show();
    expect(screen.getByTestId('requests-badge').getAttribute('aria-label')).toBe('3 requests to answer');
  });

  it('opens where the user was, where there is room for list and chat', async () => {
    services.lastConversation.write('2');
    show();
    await waitFor(() => expect(address()).toBe('/chat/2'));
  });

  it('shows the list on a narrow screen, and where the last conversation is gone', () => {
    services.lastConversation.write('2');
    show('/chat', false);
    expect(address()).toBe('/chat');
    services.lastConversation.write('9');
    expect(services.lastConversation.read()).toBeNull();
  });

  it('remembers the open conversation, and takes its mark away', async () => {
    client.list = [conversation('1', { markedUnread: true, readSeq: 4 })];
    services.stores.conversations.setState({ list: client.list });
    show('/chat/1');
    await waitFor(() => expect(client.markRead).toHaveBeenCalledExactlyOnceWith('1', 4));
    expect(services.lastConversation.read()).toBe('1');
  });

  it('the account says the same of the connection as the strip', () => {
    show();
    const said = (): string | null => screen.getByTestId('account-menu').getAttribute('aria-label');
    expect(said()).toContain('Connecting');
    act(() => client.emit('status', online({ syncing: true })));
    expect(said()).toContain('Syncing');
    act(() => client.emit('status', { at: 'waiting', storage: 'indexeddb', retryAt: 1, reason: 'lost' }));
    expect(said()).toContain('Offline');
  });

  it('[U-11] a file dropped where nothing takes it does not replace the page; dragged text is left to the fields', () => {
    show();
    const dropped = (name: 'dragOver' | 'drop', type: string): boolean =>
      fireEvent[name](screen.getByTestId('account-menu'), { dataTransfer: { types: [type], dropEffect: 'copy' } });
    expect([dropped('dragOver', 'Files'), dropped('drop', 'Files')]).toEqual([false, false]);
    expect(dropped('drop', 'text/plain')).toBe(true);
  });

  it('[U-23] the list is made wider and narrower by keyboard, within its bounds', () => {
    show();
    const divider = screen.getByRole('separator');
    const width = (): number => Number(divider.getAttribute('aria-valuenow'));
    expect(width()).toBe(340);
    press('ArrowLeft', {}, divider);
    expect(width()).toBe(324);
    press('End', {}, divider);
    press('ArrowRight', {}, divider);
    expect(width()).toBe(420);
    press('Home', {}, divider);
    expect([width(), services.stores.layout.getState().listWidth]).toEqual([240, 240]);
  });
});

describe('[U-23] keys that work everywhere', () => {
  it('Alt ↓ and Alt ↑ go through the list as it is shown, and stop at its ends', () => {
    show('/contacts');
    const steps = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'].map((key) => {
      press(key, { altKey: true });
      return address();
    });
    expect(steps).toEqual(['/chat/1', '/chat/2', '/chat/3', '/chat/3', '/chat/2']);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }])('K with %j opens the switcher and closes it, also while typing', async (modifier) => {
    show('/contacts');
    press('k', modifier, screen.getByLabelText('a field'));
    expect(await screen.findByTestId('switcher-input', {}, FETCHED)).toBeTruthy();
    press('k', modifier);
    expect(services.stores.layout.getState().layer).toBe('none');
  });

  it('? shows the shortcuts, but is a letter in a field', async () => {
    show('/contacts');
    press('?', {}, screen.getByLabelText('a field'));
    expect(services.stores.layout.getState().layer).toBe('none');
    press('?');
    expect((await screen.findByTestId('shortcut-sheet', {}, FETCHED)).textContent).toContain('Alt');
  });

  it('Esc closes the drawer, not while something lies over it or has used the key', () => {
    show('/contacts');
    const drawer = (): string => services.stores.layout.getState().drawer;
    services.stores.layout.setState({ drawer: 'info' });
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    press('Escape');
    dialog.remove();
    expect(drawer()).toBe('info');
    press('Escape');
    expect(drawer()).toBe('none');
  });

  it('the first stop of Tab leads past rail and list', () => {
    show();
    fireEvent.click(screen.getByTestId('skip-link'));
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('the list is the main part of a narrow screen until a chat is opened, and Tab leads past the rail to it', () => {
    show('/chat', false);
    const list = document.getElementById('conversations');
    expect(list?.getAttribute('role')).toBe('main');
    fireEvent.click(screen.getByTestId('skip-link'));
    expect(document.activeElement).toBe(list);
  });
});

describe('[U-23] live region', () => {
  const say = (seq: number, patch: Parameters<typeof entry>[1] = {}): void => act(() => client.emit('entry', entry(seq, patch)));
  const heard = (): string | null => screen.getByTestId('live-messages').textContent;

  it('reads new messages of the open conversation, and nothing of others or of oneself', async () => {
    show('/chat/1');
    await waitFor(() => expect(services.stores.timeline.getState().timeline?.conversationId).toBe('1'));
    say(5, { conversationId: '2' });
    say(6, { mine: true });
    say(7, { kind: 'reaction' });
    expect(heard()).toBe('');
    say(8);
    await waitFor(() => expect(heard()).toBe('Nick 200: text 8'));
    say(9);
    say(10);
    say(11);
    await waitFor(() => expect(heard()).toBe('2 more messages. Nick 200: text 11'), { timeout: 4_000 });
  });
});

describe('[U-1] account menu', () => {
  it('says whether this device is connected, and leads to profile and shortcuts', async () => {
    show('/contacts');
    expect(screen.getByTestId('account-menu').getAttribute('aria-label')).toContain('Connecting');
    act(() => client.emit('status', online()));
    expect(screen.getByTestId('account-menu').getAttribute('aria-label')).toContain('Online');
    fireEvent.click(screen.getByTestId('account-menu'));
    fireEvent.click(await screen.findByText('Keyboard shortcuts'));
    expect(services.stores.layout.getState().layer).toBe('shortcuts');
    expect(screen.getByTestId('menu-sign-out')).toBeTruthy();
  });
});
