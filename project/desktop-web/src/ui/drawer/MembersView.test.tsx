import { ApiError } from '@godwit/client/api/api-error';
import type { MemberQuery } from '@godwit/shared/rest/groups';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { applyPresence } from '../../state/presence-store.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend, member } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { MembersView } from './MembersView.js';

setUpDom();

const nothing = () => vi.fn(async () => undefined);
const ROOM = 100_000;
const PEOPLE = [
  member('1', { role: 'owner' }),
  member('2', { role: 'admin' }),
  member('3'),
  member(ME),
  member('5', { mutedUntil: Date.now() + 3_600_000 }),
];
const members = vi.fn(async (_id: string, _query?: MemberQuery) => ({ members: PEOPLE, nextCursor: '' }));
const calls = { members, mute: nothing(), remove: nothing(), setRole: nothing(), transfer: nothing() };

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  vi.clearAllMocks();
  client = fakeChatClient();
  client.groupsApi(calls);
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
});

const show = (role: number, onChosen?: () => void): void =>
  void renderApp(
    services,
    <MembersView conversation={conversation('9', { type: 'group', title: 'Waders', role })} {...(onChosen ? { onChosen } : {})} />,
  );
const row = async (id: string): Promise<HTMLElement> => {
  await screen.findAllByTestId('member');
  return screen.getAllByTestId('member').find((one) => one.dataset['userId'] === id)!;
};
const openMenu = async (id: string): Promise<void> => void fireEvent.click(within(await row(id)).getByTestId('member-menu'));
const whoHasMenus = async (): Promise<string[]> => {
  await screen.findAllByTestId('member');
  return screen
    .getAllByTestId('member')
    .filter((one) => within(one).queryByTestId('member-menu') !== null)
    .map((one) => one.dataset['userId']!);
};

describe('[U-14] [F-57] the members of a group', () => {
  it.each([
    ['a member', 0, []],
    ['an admin', 1, ['3', '5']],
    ['the owner', 2, ['2', '3', '5']],
  ])('%s manages whom the role allows, never oneself', async (_, role, expected) => {
    show(role);
    expect(await whoHasMenus()).toEqual(expected);
  });

  it('[F-69] a friend who is there has the dot of it, and nobody else is watched', async () => {
    services.stores.contacts.setState({ lists: { friends: [friend('5'), friend('3')], received: [], sent: [], blocks: [] }, fresh: true });
    show(0);
    await row('5');
    act(() =>
      applyPresence(
        services.stores.presence,
        ['2', '5'].map((userId) => ({ userId, online: true, lastSeenAt: 0, platform: '' })),
      ),
    );
    const dots = screen.getAllByTestId('member').filter((one) => within(one).queryByRole('img', { name: 'Online' }) !== null);
    expect(dots.map((one) => one.dataset['userId'])).toEqual(['5']);
    await waitFor(() => expect([...(vi.mocked(client.watchPresence).mock.lastCall?.[0] ?? [])].sort()).toEqual(['3', '5']));
  });

  it('[F-55] mute for a time, and lift it', async () => {
    show(1);
    await openMenu('5');
    fireEvent.click(await screen.findByText('Lift the mute'));
    await waitFor(() => expect(calls.mute).toHaveBeenCalledExactlyOnceWith('9', '5', 0));
    await waitFor(async () => expect((await row('5')).textContent).not.toContain('Muted'));
  });

  it('[U-23] give the focus back to the button of their menu', async () => {
    show(1);
    await openMenu('5');
    fireEvent.click(await screen.findByText('Lift the mute'));
    expect(document.activeElement).toBe(within(await row('5')).getByTestId('member-menu'));
  });

  it('[F-54] are removed after it was confirmed, and gone from the list', async () => {
    show(1);
    await openMenu('3');
    fireEvent.click(await screen.findByText('Remove from the group'));
    await screen.findAllByText('Remove Nick 3?');
    expect(calls.remove).not.toHaveBeenCalled();
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove from the group' }).at(-1)!);
    await waitFor(() => expect(calls.remove).toHaveBeenCalledExactlyOnceWith('9', '3'));
    await waitFor(() => expect(screen.getAllByTestId('member')).toHaveLength(PEOPLE.length - 1));
  });

  it('[F-53] become admins at the hand of the owner, and say when that was refused', async () => {
    calls.setRole.mockRejectedValueOnce(new ApiError({ code: 1_106, error: 'FORBIDDEN', status: 403 }));
    show(2);
    await openMenu('3');
    fireEvent.click(await screen.findByText('Make an admin'));
    expect(await screen.findByText('You are not allowed to do this.')).toBeTruthy();
    expect((await row('3')).dataset['role']).toBe('member');
    fireEvent.click(screen.getByText('Make an admin'));
    await waitFor(async () => expect((await row('3')).dataset['role']).toBe('admin'));
  });

  it('[F-53] one of them gets the group, after it was confirmed', async () => {
    const done = vi.fn();
    show(2, done);
    fireEvent.click(within(await row('3')).getByTestId('choose-member'));
    await screen.findAllByText('Make Nick 3 the owner?');
    fireEvent.click(screen.getAllByRole('button', { name: 'Hand over the group' }).at(-1)!);
    await waitFor(() => expect(calls.transfer).toHaveBeenCalledExactlyOnceWith('9', '3'));
    await waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  });

  it('are searched by the beginning of a name', async () => {
    show(0);
    await screen.findAllByTestId('member');
    fireEvent.change(screen.getByTestId('find-member'), { target: { value: ' an ' } });
    await waitFor(() => expect(members).toHaveBeenLastCalledWith('9', { limit: 100, cursor: '', name: 'an' }));
  });

  it('[F-58] of a room of 100,000 are read page by page, and drawn as far as they are on the screen', async () => {
    members.mockImplementation(async (_id, query) => {
      const from = Number(query?.cursor?.slice(2) || 1);
      const page = Array.from({ length: 100 }, (_, i) => member(String(from + i)));
      return { members: page, nextCursor: from + 100 > ROOM ? '' : `0:${from + 100}` };
    });
    show(0);
    const shown = await screen.findAllByTestId('member');
    expect(shown.length).toBeLessThan(60);
    expect(members.mock.calls.length).toBeLessThan(4);
    members.mockImplementation(async () => ({ members: PEOPLE, nextCursor: '' }));
  });

  it('follow who comes and goes', async () => {
    show(0);
    await screen.findAllByTestId('member');
    members.mockResolvedValueOnce({ members: PEOPLE.slice(0, 2), nextCursor: '' });
    act(() => client.emit('entry', entry(5, { conversationId: '9', kind: 'member' })));
    await waitFor(() => expect(screen.getAllByTestId('member')).toHaveLength(2));
  });

  it('[U-21] that cannot be read say why and can be tried again', async () => {
    members.mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    show(0);
    expect(await screen.findByTestId('failure')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByTestId('member')).toHaveLength(PEOPLE.length);
  });
});
