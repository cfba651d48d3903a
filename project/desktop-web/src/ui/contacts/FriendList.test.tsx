import type { Friend } from '@godwit/shared/rest/friends';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { FriendList } from './FriendList.js';

setUpDom();

let client: FakeChatClient;
beforeEach(() => {
  client = fakeChatClient();
});

const friend = (friendId: string, nickname: string, letter: string, more: Partial<Friend> = {}): Friend => ({
  id: friendId,
  userId: ME,
  friendId,
  username: `user${friendId}`,
  nickname,
  avatar: '',
  signature: '',
  remark: '',
  starred: false,
  createdAt: 0,
  letter,
  pinyin: '',
  initials: '',
  ...more,
});
const show = (friends: readonly Friend[]): void => void renderApp(servicesFor(client), <FriendList friends={friends} />);

describe('[F-65] [U-15] the list of friends', () => {
  it('has a heading for each letter, in the order of the list, and the starred ones once more before', () => {
    show([
      friend('1', 'Anna', 'A'),
      friend('2', 'Zoe', 'B', { remark: 'Bea', starred: true }),
      friend('3', '曾小贤', 'Z'),
      friend('4', '🍎', '#'),
    ]);
    expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual(['A', 'B', 'Z', '#']);
    expect(screen.getAllByTestId('friend').map((row) => row.dataset['userId'])).toEqual(['1', '2', '3', '4']);
    expect(screen.getAllByTestId('starred-friend').map((row) => row.dataset['userId'])).toEqual(['2']);
  });

  it('has an index of its letters when it is worth one', () => {
    const letters = ['A', 'B', 'M', 'Z', '#'];
    show(letters.map((letter, i) => friend(String(i), letter, letter)));
    const scrolled = vi.fn();
    Element.prototype.scrollIntoView = scrolled;
    const index = within(screen.getByRole('navigation', { name: 'Letters' }));
    expect(index.getAllByRole('button').map((button) => button.textContent)).toEqual(letters);
    fireEvent.click(index.getByRole('button', { name: 'Go to M' }));
    expect(scrolled).toHaveBeenCalledTimes(1);
    expect(document.activeElement?.textContent).toBe('M');
  });

  it('stars with a button that says what it does, and reads what came of it', async () => {
    show([friend('1', 'Anna', 'A'), friend('2', 'Bert', 'B', { starred: true })]);
    fireEvent.click(screen.getByRole('button', { name: 'Star Anna' }));
    await waitFor(() => expect(client.followPeople).toHaveBeenCalledTimes(1));
    expect(client.api.changeFriend).toHaveBeenCalledExactlyOnceWith('1', { starred: true });
    const [bert] = screen.getAllByRole('button', { name: 'Remove the star of Bert' });
    expect(bert?.getAttribute('aria-pressed')).toBe('true');
  });

  it('[U-3] shows a list that an older client kept', () => {
    const { letter: _, starred: __, ...kept } = friend('1', 'Anna', 'A');
    show([kept as Friend]);
    expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual(['#']);
  });
});
