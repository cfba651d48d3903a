import { ApiError } from '@godwit/client/api/api-error';
import type { GroupInfo } from '@godwit/shared/rest/groups';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { FindGroup } from './FindGroup.js';

setUpDom();

const CODE = 'abcdefghijklmnopqrstu-';
const GROUP: GroupInfo = { conversationId: '9', title: 'Waders', avatar: '', memberCount: 12, joinMode: 'free', membership: null };
const refusal = (error: string): ApiError => new ApiError({ code: 2_001, error, status: 404 });

let client: FakeChatClient;
beforeEach(() => {
  client = fakeChatClient();
  client.list = [conversation('9', { type: 'group' })];
  client.groupsApi({
    info: vi.fn(async () => GROUP),
    join: vi.fn(async () => ({ status: 'joined' as const })),
    joinByLink: vi.fn(async () => ({ conversationId: '9' })),
  });
});

function find(text: string): void {
  renderApp(servicesFor(client), <FindGroup />);
  fireEvent.change(screen.getByTestId('find-group-input'), { target: { value: text } });
  fireEvent.click(screen.getByTestId('find-group'));
}
const press = async (testId: string): Promise<void> => void fireEvent.click(await screen.findByTestId(testId));
const address = () => screen.getByTestId('address').textContent;

describe('[U-16] [F-52] a group that was found', () => {
  it('is joined at once when it is free', async () => {
    find('9');
    expect((await screen.findByTestId('join-card')).textContent).toContain('12 members');
    await press('join-group');
    await waitFor(() => expect(address()).toBe('/chat/9'));
    expect(client.api.groups.join).toHaveBeenCalledExactlyOnceWith('9', '');
  });

  it('that could not be looked up says so, and is looked up again when asked', async () => {
    vi.mocked(client.api.groups.info).mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    find('9');
    await press('load-again');
    expect((await screen.findByTestId('join-card')).textContent).toContain('12 members');
  });

  it('is applied to with a word to its admins', async () => {
    vi.mocked(client.api.groups.info).mockResolvedValue({ ...GROUP, joinMode: 'approval' });
    vi.mocked(client.api.groups.join).mockResolvedValue({ status: 'pending' });
    find('9');
    fireEvent.change(await screen.findByTestId('apply-message'), { target: { value: ' I count birds ' } });
    await press('join-group');
    expect(await screen.findByTestId('application-sent')).toBeTruthy();
    expect(client.api.groups.join).toHaveBeenCalledExactlyOnceWith('9', 'I count birds');
    expect(address()).toBe('/');
  });

  it('says when one has applied before, and why one may not come in', async () => {
    vi.mocked(client.api.groups.join).mockRejectedValueOnce(refusal('GROUP_FULL')).mockRejectedValue(refusal('APPLICATION_PENDING'));
    find('9');
    await press('join-group');
    expect(await screen.findByText('The group is full.')).toBeTruthy();
    await press('join-group');
    expect(await screen.findByTestId('application-sent')).toBeTruthy();
  });

  it('is opened by who is in it', async () => {
    const membership = { role: 'member' as const, ownerId: '1', announcement: '', muteAll: false, historyForNew: false };
    vi.mocked(client.api.groups.info).mockResolvedValue({ ...GROUP, membership });
    find('9');
    await press('open-group');
    await waitFor(() => expect(address()).toBe('/chat/9'));
  });

  it.each(['CONVERSATION_NOT_FOUND', 'NOT_A_MEMBER'] as const)('[U-16] that is closed (%s) is none', async (error) => {
    vi.mocked(client.api.groups.info).mockRejectedValue(refusal(error));
    find('9');
    expect(await screen.findByTestId('group-not-found')).toBeTruthy();
    expect(screen.queryByTestId('join-group')).toBeNull();
  });

  it('is joined by its link, also unseen', async () => {
    vi.mocked(client.api.groups.info).mockRejectedValue(refusal('CONVERSATION_NOT_FOUND'));
    find(`https://chat.example/join/${CODE}?group=9`);
    await press('join-group');
    await waitFor(() => expect(address()).toBe('/chat/9'));
    expect(client.api.groups.joinByLink).toHaveBeenCalledExactlyOnceWith(CODE);
  });

  it('is not looked for with what is no id and no link', () => {
    find('waders');
    expect(screen.getByText('This is neither a group ID nor an invite link.')).toBeTruthy();
    expect(client.api.groups.info).not.toHaveBeenCalled();
  });
});
