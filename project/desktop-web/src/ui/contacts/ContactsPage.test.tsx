import { ApiError } from '@godwit/client/api/api-error';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Route, Routes } from 'react-router';
import type { AppServices } from '../../state/app-services.js';
import type { ContactLists } from '../../state/contact-store.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend, request } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { ContactsPage } from './ContactsPage.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient({
    acceptRequest: vi.fn(async () => ({ conversationId: '55', friendId: '7' })),
    rejectRequest: vi.fn(async () => undefined),
    unblock: vi.fn(async () => undefined),
    friendRequests: vi.fn(async () => []),
  });
  client.groupsApi({ applicationCounts: vi.fn(async () => ({ pending: 0, groups: [] })) });
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
});

const NONE: ContactLists = { friends: [], received: [], sent: [], blocks: [] };

/** kept: what this device has already, null = nothing; it is not read anew then by itself. */
function show(path: string, lists: Partial<ContactLists> = {}, kept?: null): void {
  const all = { ...NONE, ...lists };
  vi.mocked(client.followPeople).mockResolvedValue({
    friends: all.friends,
    requests: [...all.received, ...all.sent],
    blocks: all.blocks,
  });
  services.stores.contacts.setState({ lists: kept === null ? null : all, fresh: true });
  renderApp(
    services,
    <Routes>
      <Route path="/contacts/:section?/:id?" element={<ContactsPage />} />
    </Routes>,
    path,
  );
}
const address = () => screen.getByTestId('address').textContent;

describe('[U-15] contacts', () => {
  it('[F-64] accept a request and open the chat as soon as it is on this device', async () => {
    show('/contacts/requests', { received: [request('1', '7', 'received', { message: 'It is me' })] });
    expect(screen.getByTestId('request-received').textContent).toContain('It is me');
    fireEvent.click(screen.getByTestId('accept-request'));
    await waitFor(() => expect(client.api.acceptRequest).toHaveBeenCalledExactlyOnceWith('1'));
    await waitFor(() => expect(client.followPeople).toHaveBeenCalledTimes(1));
    expect(address()).toBe('/contacts/requests');
    client.list = [conversation('55')];
    client.emit('conversations');
    await waitFor(() => expect(address()).toBe('/chat/55'));
  });

  it('[F-64] say beside a request why its answer failed', async () => {
    vi.mocked(client.api.rejectRequest).mockRejectedValue(new ApiError({ code: 3_008, error: 'REQUEST_NOT_FOUND', status: 404 }));
    show('/contacts/requests', { received: [request('1', '7', 'received')] });
    fireEvent.click(screen.getByTestId('reject-request'));
    expect(await within(screen.getByTestId('request-received')).findByText('This request does not exist.')).toBeTruthy();
  });

  it('[F-64] show the requests that were sent, and how they ended', () => {
    show('/contacts/requests', {
      sent: [request('2', '8', 'sent', { status: 'rejected' }), request('1', '7', 'sent')],
    });
    fireEvent.click(screen.getByText('Sent'));
    const rows = screen.getAllByTestId('request-sent');
    expect(rows.map((row) => row.dataset['userId'])).toEqual(['7', '8']);
    expect(rows.map((row) => within(row).getByTestId('request-status').textContent)).toEqual(['Waiting for an answer', 'Declined']);
  });

  it('[F-64] load older requests page by page, behind those kept here', async () => {
    const received = Array.from({ length: 200 }, (_, i) => request(String(900 - i), String(i + 1_000), 'received', { status: 'accepted' }));
    vi.mocked(client.api.friendRequests).mockResolvedValueOnce([request('600', '600', 'received', { status: 'accepted' })]);
    show('/contacts/requests', { received });
    fireEvent.click(screen.getByTestId('older-requests'));
    await waitFor(() => expect(screen.getAllByTestId('request-received')).toHaveLength(201));
    expect(client.api.friendRequests).toHaveBeenCalledExactlyOnceWith('received', { before: '701', limit: 50 });
    expect(screen.queryByTestId('older-requests')).toBeNull();
  });

  it('find friends by initials, and groups by name', () => {
    services.stores.conversations.setState({ list: [conversation('9', { type: 'group', title: 'Zephyr' })] });
    show('/contacts', { friends: [friend('1', { nickname: '曾小贤', pinyin: 'zeng xiao xian', initials: 'zxx' }), friend('2')] });
    fireEvent.change(screen.getByTestId('contacts-search'), { target: { value: 'z' } });
    const found = within(screen.getByTestId('found-contacts'));
    expect(found.getAllByTestId('friend').map((row) => row.dataset['userId'])).toEqual(['1']);
    expect(found.getAllByTestId('own-group')).toHaveLength(1);
    fireEvent.change(screen.getByTestId('contacts-search'), { target: { value: 'qq' } });
    expect(screen.getByTestId('contacts-no-match')).toBeTruthy();
  });

  it.each(['requests', 'blocked', 'new-group'])(
    '[U-21] do not call %s empty that were never read, and are read again when asked',
    async (section) => {
      show(`/contacts/${section}`, {}, null);
      const pane = within(screen.getByRole('main'));
      expect(pane.getByTestId('skeleton')).toBeTruthy();
      act(() => services.stores.contacts.setState({ failure: { at: 'unreachable' } }));
      vi.mocked(client.followPeople).mockClear();
      fireEvent.click(pane.getByTestId('load-again'));
      await waitFor(() => expect(client.followPeople).toHaveBeenCalledTimes(1));
      await waitFor(() => expect(pane.queryByTestId('load-failed')).toBeNull());
    },
  );

  it('[F-66] unblock from the list of blocked people', async () => {
    const blocked = { userId: '7', username: 'bert', nickname: 'Bert', avatar: '', createdAt: 0 };
    show('/contacts/blocked', { blocks: [blocked] });
    fireEvent.click(screen.getByTestId('unblock'));
    await waitFor(() => expect(client.api.unblock).toHaveBeenCalledExactlyOnceWith('7'));
  });

  it('[F-52] let people into a group that one leads', async () => {
    const application = { id: '4', userId: '7', username: 'bert', nickname: 'Bert', avatar: '', message: 'Please', createdAt: 0 };
    const accept = vi.fn(async () => ({ status: 'accepted' as const }));
    const list = vi.fn(async () => ({ applications: [application], pending: 1 }));
    client.groupsApi({
      applicationCounts: vi.fn(async () => ({ pending: 1, groups: [{ conversationId: '9', pending: 1 }] })),
      applications: list,
      accept,
    });
    services.stores.conversations.setState({ list: [conversation('9', { type: 'group', title: 'Waders' })] });
    show('/contacts/notices');
    expect(await screen.findByText('Want to join Waders')).toBeTruthy();
    list.mockResolvedValue({ applications: [], pending: 0 });
    fireEvent.click(screen.getByTestId('accept-application'));
    await waitFor(() => expect(accept).toHaveBeenCalledExactlyOnceWith('9', '4'));
    await waitFor(() => expect(screen.queryByTestId('application')).toBeNull());
  });

  it('[F-52] applications stay in sight while a badge has them read again', async () => {
    const application = { id: '4', userId: '7', username: 'bert', nickname: 'Bert', avatar: '', message: 'Please', createdAt: 0 };
    const list = vi.fn(async () => ({ applications: [application], pending: 1 }));
    client.groupsApi({
      applicationCounts: vi.fn(async () => ({ pending: 1, groups: [{ conversationId: '9', pending: 1 }] })),
      applications: list,
    });
    show('/contacts/notices');
    expect(await screen.findByTestId('application')).toBeTruthy();
    let answer = (_: Awaited<ReturnType<typeof list>>): void => undefined;
    list.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    act(() => client.emit('badges', { friendRequests: 0, groupApplications: 2 }));
    await waitFor(() => expect(list).toHaveBeenCalledTimes(2));
    expect(screen.getByTestId('application')).toBeTruthy();
    answer({ applications: [application, { ...application, id: '5' }], pending: 2 });
    await waitFor(() => expect(screen.getAllByTestId('application')).toHaveLength(2));
  });

  it.each([
    ['/contacts', 'no-friends'],
    ['/contacts/requests', 'no-requests'],
  ])('[U-21] %s leads to adding somebody while there is nobody', (path, empty) => {
    show(path);
    fireEvent.click(within(screen.getByTestId(empty)).getByRole('link'));
    expect(address()).toBe('/contacts/add');
  });

  it('[U-21] do not say that there are no notices when they could not be read', async () => {
    client.groupsApi({ applicationCounts: vi.fn(async () => Promise.reject(new ApiError({ code: 0, error: 'NETWORK' }))) });
    show('/contacts/notices');
    expect(within(screen.getByRole('main')).getByTestId('skeleton')).toBeTruthy();
    expect(await screen.findByTestId('load-failed')).toBeTruthy();
    expect(screen.queryByTestId('no-notices')).toBeNull();
  });

  it('count the notices that were not seen, until they are shown', async () => {
    client.emit('operation', {
      kind: 'groupOperation',
      conversationId: '9',
      operation: 'member_removed',
      operatorId: '7',
      targetIds: [ME],
      at: 1_000,
    });
    show('/contacts');
    expect(screen.getByTestId('notices-count').dataset['count']).toBe('1');
    fireEvent.click(screen.getByTestId('contacts-notices'));
    expect(await screen.findByText('Nick 7 removed you.')).toBeTruthy();
    expect(screen.queryByTestId('notices-count')).toBeNull();
  });
});
