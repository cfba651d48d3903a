import { ApiError } from '@godwit/client/api/api-error';
import type { Conversation } from '@godwit/client/view/conversation';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useConversations, type AppServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend, member } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { ConversationInfo } from './ConversationInfo.js';
import styles from './drawer.module.css';

setUpDom();

const nothing = () => vi.fn(async () => undefined);
const calls = {
  applications: vi.fn(async () => ({ applications: [], pending: 0 })),
  update: nothing(),
  muteAll: nothing(),
  setNickname: nothing(),
  leave: nothing(),
  dismiss: nothing(),
  invite: vi.fn(async () => ({ added: ['1'] })),
  members: vi.fn(async () => ({ members: [member('7')], nextCursor: '' })),
};

let client: FakeChatClient;
let services: AppServices;
const closed = vi.fn();
beforeEach(() => {
  vi.clearAllMocks();
  client = fakeChatClient();
  client.groupsApi(calls);
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
});

const group = (patch: Partial<Conversation>): Conversation =>
  conversation('9', { type: 'group', title: 'Waders', peerId: '0', memberCount: 3, role: 0, ...patch });

function Shown() {
  const shown = useConversations((state) => conversationById(state, '9'));
  return shown === undefined ? null : <ConversationInfo conversation={shown} onClose={closed} />;
}
const put = (patch: Partial<Conversation>): void => services.stores.conversations.setState({ list: [group(patch)] });
function show(patch: Partial<Conversation> = {}): void {
  put(patch);
  renderApp(services, <Shown />);
}
const press = (testId: string): void => void fireEvent.click(screen.getByTestId(testId));
const answer = (name: string): void => void fireEvent.click(screen.getAllByRole('button', { name }).at(-1)!);
const isThere = (...testIds: string[]): boolean[] => testIds.map((testId) => screen.queryByTestId(testId) !== null);

const LEADING = ['drawer-applications', 'drawer-links', 'drawer-manage', 'group-title-field'] as const;

describe('[U-14] the drawer of a group', () => {
  it('[F-53] offers a member nothing that only admins may', () => {
    show();
    expect(isThere(...LEADING, 'edit-announcement', 'dismiss-group')).toEqual([false, false, false, false, false, false]);
    expect(isThere('drawer-members', 'own-name', 'leave-group')).toEqual([true, true, true]);
  });

  it('[F-53] offers an admin what admins may, and the owner to dismiss it but not to leave', () => {
    show({ role: 1 });
    expect(isThere(...LEADING, 'edit-announcement')).toEqual([true, true, true, true, true]);
    expect(isThere('dismiss-group')).toEqual([false]);
    act(() => put({ role: 2 }));
    expect(screen.getByTestId<HTMLButtonElement>('leave-group').disabled).toBe(true);
    expect(screen.getByTestId('leave-group').textContent).toContain('Hand the group over first');
    expect(isThere('dismiss-group')).toEqual([true]);
  });

  it('[F-52] says to members of a closed group that they may not add people', () => {
    show({ joinMode: 2 });
    expect(screen.getByTestId<HTMLButtonElement>('drawer-invite').disabled).toBe(true);
    act(() => put({ joinMode: 2, role: 1 }));
    expect(screen.getByTestId<HTMLButtonElement>('drawer-invite').disabled).toBe(false);
  });

  it('shows who is out of it no more than what it was', () => {
    show({ removed: true });
    expect(screen.getByText('You are no longer in this group.')).toBeTruthy();
    expect(isThere('drawer-members', 'own-name', 'leave-group', 'report-group', 'drawer-notifications')).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(isThere('drawer-pin', 'drawer-clear')).toEqual([true, true]);
    for (const card of document.querySelectorAll(`.${styles.card}`)) expect(card.childElementCount).toBeGreaterThan(0);
  });

  it('shows who is out of it the files of what he may still read, but takes him out of the list of members', async () => {
    client.groupsApi({ members: vi.fn(async () => ({ members: [member('7')], nextCursor: '' })) });
    show();
    press('drawer-members');
    act(() => put({ removed: true }));
    expect(isThere('members')).toEqual([false]);
    press('drawer-files');
    expect(await screen.findByTestId('shared-files')).toBeTruthy();
  });

  it('[F-56] changes name, announcement, and the own name', async () => {
    show({ role: 1, announcement: 'Old' });
    press('group-title-field-edit');
    fireEvent.change(screen.getByTestId('group-title-field-input'), { target: { value: 'Divers' } });
    press('group-title-field-save');
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith('9', { title: 'Divers' }));
    press('edit-announcement');
    fireEvent.change(await screen.findByTestId('announcement-input'), { target: { value: ' New \nlines ' } });
    // A click beside the dialog does not throw away what is written in it.
    const beside = screen.getByTestId('announcement-input').closest('.ant-modal-wrap')!;
    for (const press of [fireEvent.mouseDown, fireEvent.mouseUp, fireEvent.click]) press(beside);
    answer('Save');
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith('9', { announcement: 'New \nlines' }));
    press('own-name-edit');
    fireEvent.change(screen.getByTestId('own-name-input'), { target: { value: 'Captain' } });
    press('own-name-save');
    await waitFor(() => expect(calls.setNickname).toHaveBeenCalledExactlyOnceWith('9', 'Captain'));
  });

  it('[F-52] [F-55] changes who may join and write', async () => {
    show({ role: 1 });
    press('drawer-manage');
    fireEvent.click(screen.getByLabelText('By invitation only'));
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith('9', { joinMode: 'invite' }));
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('history-for-new').disabled).toBe(false));
    press('history-for-new');
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith('9', { historyForNew: true }));
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('mute-all').disabled).toBe(false));
    press('mute-all');
    await waitFor(() => expect(calls.muteAll).toHaveBeenCalledExactlyOnceWith('9', true));
    expect(isThere('transfer-group')).toEqual([false]);
  });

  it('[F-54] leaves only after it was confirmed, and says why not', async () => {
    calls.leave.mockRejectedValueOnce(new ApiError({ code: 2_018, error: 'OWNER_CANNOT_LEAVE', status: 409 }));
    show();
    press('leave-group');
    await screen.findAllByText('Leave “Waders”?');
    expect(calls.leave).not.toHaveBeenCalled();
    answer('Leave group');
    expect((await screen.findAllByText('Hand the group over or dismiss it first.')).length).toBeGreaterThan(0);
    expect(calls.leave).toHaveBeenCalledExactlyOnceWith('9');
  });

  it('[F-54] is dismissed by who types its name', async () => {
    show({ role: 2 });
    press('dismiss-group');
    const name = await screen.findByTestId('dismiss-name');
    const ok = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Dismiss group' }).at(-1)!;
    fireEvent.change(name, { target: { value: 'Wader' } });
    expect(ok().disabled).toBe(true);
    fireEvent.change(name, { target: { value: 'Waders' } });
    fireEvent.click(ok());
    await waitFor(() => expect(calls.dismiss).toHaveBeenCalledExactlyOnceWith('9'));
  });

  it('[F-54] puts friends in, and says who was in already', async () => {
    services.stores.contacts.setState({ lists: { friends: [friend('1'), friend('2')], received: [], sent: [], blocks: [] } });
    show();
    press('drawer-invite');
    for (const choice of await screen.findAllByTestId('friend-choice')) fireEvent.click(choice);
    answer('Add');
    await waitFor(() => expect(calls.invite).toHaveBeenCalledExactlyOnceWith('9', ['1', '2']));
    expect(await screen.findByText('1 was added; the others are members already.')).toBeTruthy();
  });

  it('[F-54] offers no friend who is in already, and says why nobody can be added yet', async () => {
    services.stores.contacts.setState({ lists: { friends: [friend('1'), friend('2')], received: [], sent: [], blocks: [] } });
    client.groupsApi({ ...calls, members: vi.fn(async () => ({ members: [member('1')], nextCursor: '' })) });
    show();
    press('drawer-invite');
    const choice = (id: string) => screen.getAllByTestId<HTMLButtonElement>('friend-choice').find((one) => one.dataset['userId'] === id)!;
    await screen.findByText('In the group');
    expect([choice('1').disabled, choice('1').textContent, choice('2').disabled]).toEqual([
      true,
      expect.stringContaining('In the group'),
      false,
    ]);
    expect(screen.getByText('Choose who comes in.')).toBeTruthy();
    fireEvent.click(choice('2'));
    expect(screen.queryByText('Choose who comes in.')).toBeNull();
    answer('Add');
    await waitFor(() => expect(calls.invite).toHaveBeenCalledExactlyOnceWith('9', ['2']));
  });

  it('[F-50] mutes for a time, pins, and clears after it was confirmed', async () => {
    show();
    press('drawer-notifications');
    fireEvent.click(await screen.findByText('Mute for 8 hours'));
    const [id, level, until] = vi.mocked(client.mute).mock.calls[0]!;
    expect([id, level]).toEqual(['9', 2]);
    expect(Math.round((until! - Date.now()) / 3_600_000)).toBe(8);
    press('drawer-pin');
    expect(client.setPinned).toHaveBeenCalledExactlyOnceWith('9', true);
    press('drawer-clear');
    await screen.findAllByText('Clear this chat?');
    expect(client.clear).not.toHaveBeenCalled();
    answer('Clear');
    await waitFor(() => expect(client.clear).toHaveBeenCalledExactlyOnceWith('9'));
  });

  it('[U-23] keeps the focus where something was changed, and on the page that it turned to', () => {
    client.groupsApi({ members: vi.fn(async () => ({ members: [member('7')], nextCursor: '' })) });
    show({ role: 1 });
    press('own-name-edit');
    fireEvent.keyDown(screen.getByTestId('own-name-input'), { key: 'Escape' });
    expect(document.activeElement).toBe(screen.getByTestId('own-name-edit'));
    screen.getByTestId('drawer-members').focus();
    press('drawer-members');
    expect(document.activeElement?.textContent).toBe('Members');
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    expect(document.activeElement?.textContent).toBe('Group info');
  });

  it('[U-23] gives the focus back after a dialog', () => {
    services.stores.contacts.setState({ lists: { friends: [], received: [], sent: [], blocks: [] } });
    show({ role: 1 });
    for (const [opener, dialog] of [
      ['edit-announcement', 'announcement-input'],
      ['drawer-invite', 'friend-picker-search'],
    ] as const) {
      screen.getByTestId(opener).focus();
      press(opener);
      fireEvent.keyDown(screen.getByTestId(dialog), { key: 'Escape' });
      expect(isThere(dialog)).toEqual([false]);
      expect(document.activeElement).toBe(screen.getByTestId(opener));
    }
  });

  it('[U-23] goes back with Esc, and closes from its first page', () => {
    client.groupsApi({ members: vi.fn(async () => ({ members: [member('7')], nextCursor: '' })) });
    show();
    press('drawer-members');
    fireEvent.keyDown(screen.getByTestId('find-member'), { key: 'Escape' });
    expect(isThere('drawer-members')).toEqual([true]);
    expect(closed).not.toHaveBeenCalled();
    fireEvent.keyDown(within(screen.getByText('Group info').parentElement!).getByTestId('drawer-close'), { key: 'Escape' });
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
