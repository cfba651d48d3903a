import type { Conversation } from '@godwit/client/view/conversation';
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { applyTyping } from '../../state/typing-store.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { ChatHeader } from './ChatHeader.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  services.stores.contacts.setState({ lists: { friends: [friend('7')], received: [], sent: [], blocks: [] }, fresh: true });
});

const show = (patch: Partial<Conversation>): void =>
  void renderApp(services, <ChatHeader conversation={conversation('1', { peerId: '7', title: 'Nick 7', ...patch })} />);
const status = () => screen.getByTestId('chat-status').textContent;
const types = (userId: string, typing = true): void =>
  act(() => applyTyping(services.stores.typing, { conversationId: '1', userId, typing }));

describe('[U-6] the head of a chat', () => {
  it('[F-69] says who is online, and who was when', () => {
    show({});
    expect(status()).toBe('@user7');
    act(() => services.stores.presence.setState({ people: { '7': { userId: '7', online: true, platform: 'web', lastSeenAt: 0 } } }));
    expect(status()).toBe('Online');
    const noon = new Date();
    noon.setHours(12, 5, 0, 0);
    act(() =>
      services.stores.presence.setState({ people: { '7': { userId: '7', online: false, platform: '', lastSeenAt: noon.getTime() } } }),
    );
    expect(status()).toBe('Last seen at 12:05');
  });

  it('says who types, before anything else', async () => {
    show({ type: 'group', peerId: '0', title: 'Waders', memberCount: 12 });
    expect(status()).toBe('12 members');
    types('7');
    expect(status()).toBe('Nick 7 is typing…');
    types('8');
    expect(status()).toBe('2 people are typing…');
    types('7', false);
    await vi.waitFor(() => expect(status()).toBe('Nick 8 is typing…'));
    types('8', false);
    expect(status()).toBe('12 members');
  });

  it('opens and closes the drawer, from the name and from the button', () => {
    show({});
    const drawer = () => services.stores.layout.getState().drawer;
    fireEvent.click(screen.getByTestId('chat-info'));
    expect(drawer()).toBe('info');
    fireEvent.click(screen.getByTestId('chat-name'));
    expect(drawer()).toBe('none');
  });

  it('with room for it, opens what was sent besides words, and from there what the chat is', () => {
    window.matchMedia = () => ({ matches: true, addEventListener() {}, removeEventListener() {} }) as never;
    show({});
    const drawer = () => services.stores.layout.getState().drawer;
    const press = (name: string) => fireEvent.click(screen.getByTestId(name));
    press('chat-files');
    expect(drawer()).toBe('files');
    expect([screen.getByTestId('chat-files'), screen.getByTestId('chat-info')].map((one) => one.getAttribute('aria-pressed'))).toEqual([
      'true',
      'false',
    ]);
    press('chat-info');
    expect(drawer()).toBe('info');
    press('chat-files');
    press('chat-files');
    expect(drawer()).toBe('none');
  });

  it('[U-23] has a heading with the name of the chat', () => {
    show({});
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Nick 7');
  });

  it('[F-51] leads from a person to a new group with that person', () => {
    show({});
    fireEvent.click(screen.getByTestId('chat-add-people'));
    expect(screen.getByTestId('address').textContent).toBe('/contacts/new-group/7');
  });

  it.each([
    ['a member of a closed group', { type: 'group', joinMode: 2, role: 0 }, false],
    ['an admin of a closed group', { type: 'group', joinMode: 2, role: 1 }, true],
    ['a former member', { type: 'group', removed: true }, false],
    ['who writes to himself', { type: 'self', peerId: ME }, false],
  ] as const)('[F-53] lets %s add people or not', (_, patch, may) => {
    show(patch);
    expect(screen.queryByTestId('chat-add-people') !== null).toBe(may);
  });
});
