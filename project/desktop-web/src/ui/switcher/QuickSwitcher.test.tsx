import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Friend } from '@godwit/shared/rest/friends';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { QuickSwitcher } from './QuickSwitcher.js';

setUpDom();
/** As browsers have it: with a promise. */
Object.assign(Element.prototype, { scrollIntoView: () => Promise.resolve() });

const friend = (id: string, nickname: string, pinyin: string, initials: string): Friend => ({
  id,
  userId: '100',
  friendId: id,
  username: `user${id}`,
  nickname,
  avatar: '',
  signature: '',
  remark: '',
  starred: false,
  createdAt: 1,
  letter: 'A',
  pinyin,
  initials,
});

let client: FakeChatClient;
beforeEach(() => {
  client = fakeChatClient();
});

function show() {
  const services = servicesFor(client);
  services.stores.conversations.setState({
    ready: true,
    list: [
      conversation('1', { title: 'Anna', peerId: '201', lastActivityAt: 1, pinnedAt: 9 }),
      conversation('2', { title: 'Birds', type: 'group', peerId: '0', memberCount: 7, lastActivityAt: 3 }),
      conversation('3', { title: 'Hanna', peerId: '203', lastActivityAt: 2, archived: true }),
      conversation('4', { title: '观鸟小组', type: 'group', peerId: '0', lastActivityAt: 0 }),
    ],
  });
  const friends = [friend('201', 'Anna', 'anna', 'a'), friend('300', '曾小贤', 'zeng xiao xian', 'zxx')];
  services.stores.contacts.setState({ lists: { ...services.stores.contacts.getState().lists, friends, received: [], sent: [] } as never });
  services.stores.layout.setState({ layer: 'switcher' });
  renderApp(services, <QuickSwitcher />, '/chat');
  return services;
}
const hits = (): (string | undefined)[] => screen.queryAllByTestId('switcher-hit').map((hit) => hit.dataset['key']);
const type = (value: string): void => void fireEvent.change(screen.getByTestId('switcher-input'), { target: { value } });
const press = (key: string): void => void fireEvent.keyDown(screen.getByTestId('switcher-input'), { key });
const address = (): string | null => screen.getByTestId('address').textContent;

describe('[U-5] quick switcher', () => {
  it('lists conversations by activity, archived ones and friends without one too; nobody twice', () => {
    show();
    expect(hits()).toEqual(['c2', 'c3', 'c1', 'c4', 'f300']);
    expect(document.activeElement).toBe(screen.getByTestId('switcher-input'));
    expect(screen.getByText('Group of 7')).toBeTruthy();
  });

  it('finds by name, best first, marks what was meant, and opens with ↓ Enter', async () => {
    const services = show();
    type('an');
    await waitFor(() => expect(hits()).toEqual(['c1', 'c3']));
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['An', 'an']);
    press('ArrowDown');
    expect(screen.getByTestId('switcher-input').getAttribute('aria-activedescendant')).toBe(screen.getAllByTestId('switcher-hit')[1]!.id);
    press('Enter');
    await waitFor(() => expect(address()).toBe('/chat/3'));
    expect(services.stores.layout.getState().layer).toBe('none');
  });

  it('finds a group by the initials of its pinyin, and marks them', async () => {
    show();
    type('xz');
    await waitFor(() => expect(hits()).toEqual(['c4']));
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['小组']);
  });

  it('finds a friend by pinyin and begins the conversation', async () => {
    vi.mocked(client.openDirect).mockResolvedValue({ id: '77' });
    show();
    type('zxx');
    await waitFor(() => expect(hits()).toEqual(['f300']));
    press('Enter');
    await waitFor(() => expect(address()).toBe('/chat/77'));
    expect(client.openDirect).toHaveBeenCalledExactlyOnceWith('300');
  });

  it('[U-21] says when there is nobody', async () => {
    show();
    type('qqq');
    expect((await screen.findByTestId('switcher-none')).textContent).toContain('Nobody');
    press('Enter');
    expect(address()).toBe('/chat');
  });
});
