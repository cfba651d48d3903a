import { ApiError } from '@godwit/client/api/api-error';
import type { PublicUser } from '@godwit/shared/rest/user';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend, request } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import './PersonView.js';
import './ProfileCard.js';
import { ProfileCardHost } from './ProfileCardHost.js';
import { UserAvatar } from './UserName.js';

setUpDom();

const BERT: PublicUser = {
  userId: '7',
  username: 'bert',
  nickname: 'Bert',
  avatar: '',
  signature: 'By the sea',
  gender: 1,
  relation: 'none',
};

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient({
    user: vi.fn(async () => BERT),
    block: vi.fn(async () => undefined),
    unblock: vi.fn(async () => undefined),
    deleteFriend: vi.fn(async () => undefined),
    requestFriend: vi.fn(async () => ({ requestId: '1', status: 'pending' as const })),
    reports: { report: vi.fn(async () => ({ reportId: '1' })) },
  });
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  services.stores.contacts.setState({ lists: { friends: [], received: [], sent: [], blocks: [] }, fresh: true });
});

async function open(userId = '7'): Promise<HTMLElement> {
  renderApp(
    services,
    <>
      <UserAvatar userId={userId} name="Bert" image="" conversationId="30" />
      <ProfileCardHost />
    </>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Profile of Bert' }));
  return screen.findByTestId('profile');
}
const beFriends = (more = {}): void =>
  services.stores.contacts.setState({
    lists: { friends: [friend('7', { username: 'bert', nickname: 'Bert', ...more })], received: [], sent: [], blocks: [] },
  });
const confirm = (name: string): void => void fireEvent.click(screen.getAllByRole('button', { name }).at(-1)!);

describe('[U-15] a profile card', () => {
  it('opens from an avatar and says who this is, and what he is called in the group', async () => {
    vi.mocked(client.api.groups.names).mockResolvedValue([{ userId: '7', username: 'bert', nickname: 'Bert', groupNickname: 'Captain' }]);
    const card = within(await open());
    expect(card.getByTestId('person-name').textContent).toBe('Bert');
    expect(card.getByText('@bert')).toBeTruthy();
    expect(card.getByText('By the sea')).toBeTruthy();
    expect(await card.findByText('Captain')).toBeTruthy();
    expect(client.api.groups.names).toHaveBeenCalledWith('30', ['7']);
  });

  it('[U-21] shows of a friend what this device knows while nothing more can be read, and reads it again when asked', async () => {
    beFriends({ signature: 'Out on the mud' });
    vi.mocked(client.api.user).mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    const card = within(await open());
    expect(card.getByText('Out on the mud')).toBeTruthy();
    expect(card.getByTestId('message-person')).toBeTruthy();
    expect((await card.findByTestId('failure')).dataset['error']).toBe('unreachable');
    fireEvent.click(card.getByTestId('load-again'));
    expect(await card.findByText('By the sea')).toBeTruthy();
    expect(card.queryByTestId('failure')).toBeNull();
  });

  it('[F-64] asks a stranger for friendship, and says why that was refused', async () => {
    vi.mocked(client.api.requestFriend).mockRejectedValueOnce(new ApiError({ code: 3_011, error: 'REQUESTS_REFUSED', status: 403 }));
    const card = within(await open());
    fireEvent.change(card.getByTestId('add-friend-greeting'), { target: { value: ' Hello ' } });
    fireEvent.click(card.getByTestId('add-friend-send'));
    expect(await card.findByText('This user does not take friend requests.')).toBeTruthy();
    expect(client.api.requestFriend).toHaveBeenCalledWith('7', 'Hello');
    act(() =>
      services.stores.contacts.setState({
        lists: { friends: [], received: [], sent: [request('1', '7', 'sent')], blocks: [] },
        fresh: true,
      }),
    );
    expect(card.queryByTestId('add-friend-send')).toBeNull();
    expect(card.getByTestId('person-head').dataset['relation']).toBe('request_sent');
  });

  it('[F-65] changes the remark of a friend in its place', async () => {
    beFriends({ remark: 'Old' });
    const card = within(await open());
    expect(card.getByTestId('person-name').textContent).toBe('Old');
    fireEvent.click(card.getByTestId('remark-edit'));
    fireEvent.change(card.getByTestId('remark-input'), { target: { value: ' Captain Bert ' } });
    for (let press = 0; press < 2; press += 1) fireEvent.keyDown(card.getByTestId('remark-input'), { key: 'Enter' });
    await waitFor(() => expect(client.api.changeFriend).toHaveBeenCalledExactlyOnceWith('7', { remark: 'Captain Bert' }));
    await waitFor(() => expect(card.queryByTestId('remark-input')).toBeNull());
  });

  it('[F-64] Enter pressed twice asks once', async () => {
    const card = within(await open());
    const greeting = card.getByTestId('add-friend-greeting');
    for (let press = 0; press < 2; press += 1) {
      fireEvent.keyDown(greeting, { key: 'Enter' });
      fireEvent.keyUp(greeting, { key: 'Enter' });
    }
    await waitFor(() => expect(client.api.requestFriend).toHaveBeenCalledExactlyOnceWith('7', ''));
  });

  it('[F-66] blocks only after it was confirmed, and unblocks', async () => {
    const card = within(await open());
    fireEvent.click(card.getByTestId('block-person'));
    await screen.findAllByText('Block Bert?');
    expect(client.api.block).not.toHaveBeenCalled();
    confirm('Block');
    await waitFor(() => expect(client.api.block).toHaveBeenCalledExactlyOnceWith('7'));
    act(() =>
      services.stores.contacts.setState({
        lists: { friends: [], received: [], sent: [], blocks: [{ ...BERT, createdAt: 0 }] },
        fresh: true,
      }),
    );
    expect(card.queryByTestId('message-person')).toBeNull();
    fireEvent.click(card.getByTestId('unblock-person'));
    await waitFor(() => expect(client.api.unblock).toHaveBeenCalledExactlyOnceWith('7'));
  });

  it('[F-65] deletes a friend only after it was confirmed; a stranger cannot be deleted', async () => {
    beFriends();
    const card = within(await open());
    fireEvent.click(card.getByTestId('delete-friend'));
    await screen.findAllByText('Delete Bert from your friends?');
    confirm('Delete friend');
    await waitFor(() => expect(client.api.deleteFriend).toHaveBeenCalledExactlyOnceWith('7'));
    act(() => services.stores.contacts.setState({ lists: { friends: [], received: [], sent: [], blocks: [] }, fresh: true }));
    expect(card.queryByTestId('delete-friend')).toBeNull();
  });

  it('reports with a reason', async () => {
    const card = within(await open());
    fireEvent.click(card.getByTestId('report-person'));
    fireEvent.click(await screen.findByLabelText('Something illegal'));
    fireEvent.click(screen.getByRole('button', { name: 'Send report' }));
    await waitFor(() => expect(client.api.reports.report).toHaveBeenCalledTimes(1));
    expect(client.api.reports.report).toHaveBeenCalledWith({ kind: 'user', userId: '7', reason: 'illegal', text: '' });
  });

  it('of oneself offers notes, and nothing against oneself', async () => {
    vi.mocked(client.api.user).mockResolvedValue({ ...BERT, userId: ME, relation: 'self' });
    const card = within(await open(ME));
    expect(card.getByRole('button', { name: 'Notes to self' })).toBeTruthy();
    expect(card.queryByTestId('block-person')).toBeNull();
    expect(card.queryByTestId('add-friend-send')).toBeNull();
  });

  it('[U-21] that cannot be loaded says why and can be tried again', async () => {
    vi.mocked(client.api.user).mockRejectedValue(new ApiError({ code: 3_004, error: 'USER_NOT_FOUND', status: 404 }));
    renderApp(services, <ProfileCardHost />);
    act(() => services.people.openCard('9'));
    expect(await screen.findByText('No such user.', undefined, { timeout: 3_000 })).toBeTruthy();
    vi.mocked(client.api.user).mockResolvedValue(BERT);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByTestId('profile')).toBeTruthy();
  });
});
