import { fireEvent, screen, within } from '@testing-library/react';
import type { Friend } from '@godwit/shared/rest/friends';
import { describe, expect, it } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { friend } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { FriendIndex } from './FriendIndex.js';

setUpDom();

const show = (friends: readonly Friend[]): void => void renderApp(servicesFor(fakeChatClient()), <FriendIndex friends={friends} />);
const headings = () => screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent);
const ids = (testId: string) => screen.getAllByTestId(testId).map((row) => row.dataset['userId']);

describe('[F-65] [U-15] the list of friends', () => {
  it('has a heading for each letter, in the order of the list, and the starred ones once more before', () => {
    show([
      friend('1', { letter: 'A' }),
      friend('2', { letter: 'B', remark: 'Bea', starred: true }),
      friend('3', { letter: 'Z', nickname: '曾小贤' }),
      friend('4', { letter: '#', nickname: '🍎' }),
    ]);
    expect(headings()).toEqual(['Starred', 'A', 'B', 'Z', '#']);
    expect(ids('friend')).toEqual(['1', '2', '3', '4']);
    expect(ids('starred-friend')).toEqual(['2']);
    expect(screen.getByTestId('starred-friend').textContent).toContain('Bea');
  });

  it('has an index of its letters when it is worth one', () => {
    const letters = ['A', 'B', 'M', 'Z', '#'];
    show(letters.map((letter, i) => friend(String(i + 1), { letter })));
    const index = within(screen.getByRole('navigation', { name: 'Letters' }));
    expect(index.getAllByRole('button').map((button) => button.textContent)).toEqual(letters);
    expect(index.getByRole('button', { name: 'Go to M' })).toBeTruthy();
  });

  it('has no index for few letters', () => {
    show([friend('1', { letter: 'A' }), friend('2', { letter: 'B' })]);
    expect(screen.queryByRole('navigation', { name: 'Letters' })).toBeNull();
  });

  it('opens the profile of a friend', () => {
    show([friend('7', { letter: 'A' })]);
    fireEvent.click(screen.getByTestId('friend'));
    expect(screen.getByTestId('address').textContent).toBe('/contacts/person/7');
  });

  it('renders only what is on the screen of 5,000 friends', () => {
    show(Array.from({ length: 5_000 }, (_, i) => friend(String(i + 1), { letter: 'A' })));
    expect(screen.getAllByTestId('friend').length).toBeLessThan(50);
  });

  it('[U-3] shows a list that an older client kept', () => {
    const { letter: _, starred: __, ...kept } = friend('1');
    show([kept as Friend]);
    expect(headings()).toEqual(['#']);
  });
});
