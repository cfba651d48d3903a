import { ApiError } from '@godwit/client/api/api-error';
import type { LoginSession } from '@godwit/shared/rest/auth';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import type { ChatClient } from '../../state/chat-client.js';
import { fakeChatClient, ME, online } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { SettingsPage } from './SettingsPage.js';

setUpDom();

const PROFILE = {
  userId: ME,
  username: 'alice',
  nickname: 'Alice',
  avatar: '',
  gender: 0,
  signature: '',
  phone: '',
  email: '',
  strangerPolicy: 0,
  requestPolicy: 0,
  showPresence: true,
  findBy: { id: true, username: true, phone: false, email: false },
};

const session = (id: string, patch: Partial<LoginSession> = {}): LoginSession => ({
  id,
  deviceId: `${id}device`,
  deviceName: '',
  platform: 'web',
  ip: '192.0.2.7',
  createdAt: 1,
  lastActiveAt: 2,
  current: false,
  ...patch,
});

async function open(section: string, api: Partial<ChatClient['api']> = {}) {
  const client = fakeChatClient({ profile: vi.fn(async () => PROFILE), ...api });
  const services = servicesFor(client);
  await act(() => services.session.restore());
  await act(() => services.session.refreshProfile());
  renderApp(
    services,
    <Routes>
      <Route path="/settings/:section?" element={<SettingsPage />} />
    </Routes>,
    `/settings/${section}`,
  );
  return { client, services };
}

const type = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const taken = () => new ApiError({ code: 3010, error: 'CONTACT_TAKEN', status: 409 });
const wrongPassword = () => new ApiError({ code: 1104, error: 'WRONG_CREDENTIALS', status: 401 });

describe('[U-20] settings', () => {
  it('every section has an address of its own, and an unknown one says so', async () => {
    await open('privacy');
    expect(screen.getByTestId('settings-privacy').getAttribute('aria-current')).toBe('page');
    fireEvent.click(screen.getByTestId('settings-about'));
    expect(screen.getByTestId('address').textContent).toBe('/settings/about');
    expect(screen.getByTestId('version').textContent).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('an unknown section is no page', async () => {
    await open('nowhere');
    expect(screen.getByTestId('not-found')).toBeTruthy();
  });
});

describe('[U-20] [F-62] the own profile', () => {
  it('sends only what was changed, and shows what the server made of it', async () => {
    const updateProfile = vi.fn(async () => ({ ...PROFILE, phone: '+8613811112222' }));
    await open('profile', { updateProfile });
    expect(screen.queryByTestId('save-profile')?.closest('[data-changed]')?.getAttribute('data-changed')).toBe('false');
    type('profile-phone', '0086 138-1111 2222');
    fireEvent.submit(screen.getByTestId('profile-form'));
    await waitFor(() => expect(updateProfile).toHaveBeenCalledExactlyOnceWith({ phone: '0086 138-1111 2222' }));
    await waitFor(() => expect(screen.getByTestId<HTMLInputElement>('profile-phone').value).toBe('+8613811112222'));
  });

  it('keeps what is typed while it saves', async () => {
    let answer = (_: typeof PROFILE): void => undefined;
    const updateProfile = vi.fn(() => new Promise<typeof PROFILE>((resolve) => (answer = resolve)));
    await open('profile', { updateProfile });
    type('profile-nickname', 'Alicia');
    fireEvent.submit(screen.getByTestId('profile-form'));
    type('profile-signature', 'By the sea');
    answer({ ...PROFILE, nickname: 'Alicia' });
    await waitFor(() => expect(screen.getByTestId('save-profile').className).not.toContain('loading'));
    expect(['profile-nickname', 'profile-signature'].map((id) => screen.getByTestId<HTMLInputElement>(id).value)).toEqual([
      'Alicia',
      'By the sea',
    ]);
  });

  it('says in the words of the catalog that a contact is taken, and keeps what was typed', async () => {
    await open('profile', { updateProfile: vi.fn(async () => Promise.reject(taken())) });
    type('profile-email', 'bob@example.org');
    fireEvent.submit(screen.getByTestId('profile-form'));
    expect((await screen.findByTestId('failure')).textContent).toBe('This phone number or e-mail address cannot be used.');
    expect(screen.getByTestId<HTMLInputElement>('profile-email').value).toBe('bob@example.org');
  });

  it.each([
    ['profile-nickname', '   '],
    ['profile-phone', '12'],
    ['profile-email', 'bob@'],
  ])('%s = %j is refused before it is sent', async (field, value) => {
    const updateProfile = vi.fn(async () => PROFILE);
    await open('profile', { updateProfile });
    type(field, value);
    expect(screen.getByTestId<HTMLButtonElement>('save-profile').disabled).toBe(true);
    fireEvent.submit(screen.getByTestId('profile-form'));
    expect(updateProfile).not.toHaveBeenCalled();
  });

  it('says while there is no link that it may be old', async () => {
    const { client } = await open('profile');
    expect(screen.queryByTestId('offline-note')).toBeNull();
    act(() => client.emit('status', { at: 'waiting', storage: 'indexeddb', retryAt: 0, reason: 'gone' }));
    expect(screen.getByTestId('offline-note')).toBeTruthy();
  });
});

describe('[U-20] [F-71] the account', () => {
  it('changes the password and says how many devices were signed out', async () => {
    const changePassword = vi.fn(async () => ({ sessions: 2 }));
    await open('account', { changePassword });
    type('old-password', 'secret-old');
    type('new-password', 'a long new one');
    fireEvent.submit(screen.getByTestId('password-form'));
    expect(await screen.findByText(/2 other devices were signed out/)).toBeTruthy();
    expect(changePassword).toHaveBeenCalledExactlyOnceWith({ oldPassword: 'secret-old', newPassword: 'a long new one' });
    expect(screen.getByTestId<HTMLInputElement>('old-password').value).toBe('');
  });

  it('a wrong current password is said at its field, until it is typed anew', async () => {
    await open('account', { changePassword: vi.fn(async () => Promise.reject(wrongPassword())) });
    type('old-password', 'nope');
    type('new-password', 'a long new one');
    fireEvent.submit(screen.getByTestId('password-form'));
    expect(await screen.findByText('This is not your current password.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('old-password')));
    type('old-password', 'nop');
    expect(screen.queryByText('This is not your current password.')).toBeNull();
  });

  it('is deleted only with the username typed out and the password', async () => {
    const { client, services } = await open('account');
    fireEvent.click(screen.getByTestId('delete-account'));
    const button = await screen.findByTestId<HTMLButtonElement>('delete-now');
    type('delete-password', 'secret');
    expect(button.disabled).toBe(true);
    type('delete-typed', 'alic');
    expect(button.disabled).toBe(true);
    type('delete-typed', 'Alice');
    fireEvent.click(button);
    await waitFor(() => expect(services.stores.account.getState().account.at).toBe('signed-out'));
    expect(client.deleteAccount).toHaveBeenCalledExactlyOnceWith('secret');
  });

  it('[U-23] gives the focus back when it is not deleted after all', async () => {
    await open('account');
    const opener = screen.getByTestId('delete-account');
    opener.focus();
    fireEvent.click(opener);
    fireEvent.click(await screen.findByText('Cancel'));
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('whoever owns groups is told which, and stays signed in', async () => {
    const { client, services } = await open('account');
    const group = { type: 'group' as const, ownerId: ME, memberCount: 3 };
    client.list = [
      conversation('5', { ...group, title: 'Birds' }),
      conversation('6', { ...group, title: 'Alone', memberCount: 1 }),
      conversation('7', { ...group, title: 'Of another', ownerId: '2' }),
    ];
    act(() => services.stores.conversations.setState({ list: client.list }));
    vi.mocked(client.deleteAccount).mockRejectedValueOnce(new ApiError({ code: 2018, error: 'OWNER_CANNOT_LEAVE', status: 409 }));
    fireEvent.click(screen.getByTestId('delete-account'));
    type('delete-password', 'secret');
    type('delete-typed', 'alice');
    fireEvent.click(screen.getByTestId('delete-now'));
    const groups = await screen.findByTestId('owned-groups');
    expect([...groups.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])).toEqual([['Birds', '/chat/5']]);
    expect(services.stores.account.getState().account.at).toBe('signed-in');
  });
});

describe('[U-20] [F-61] devices', () => {
  it('shows this one apart, signs another one out and reads the list anew', async () => {
    const sessions = vi
      .fn<() => Promise<LoginSession[]>>()
      .mockResolvedValueOnce([session('1', { current: true }), session('2', { platform: 'cli' })])
      .mockResolvedValue([session('1', { current: true })]);
    const revokeSession = vi.fn(async () => undefined);
    await open('devices', { sessions, revokeSession });
    const shown = await screen.findAllByTestId('session');
    expect(shown.map((one) => one.dataset['current'])).toEqual(['true', 'false']);
    expect(shown[1]?.textContent).toContain('Command line');
    fireEvent.click(screen.getByTestId('end-session'));
    expect(await screen.findByTestId('no-other-sessions')).toBeTruthy();
    expect(revokeSession).toHaveBeenCalledExactlyOnceWith('2');
  });

  it('[U-21] a list that cannot be loaded says why and is asked for again', async () => {
    const sessions = vi
      .fn<() => Promise<LoginSession[]>>()
      .mockRejectedValueOnce(new ApiError({ code: 1203, error: 'UNAVAILABLE', status: 503 }))
      .mockResolvedValue([session('1', { current: true })]);
    await open('devices', { sessions });
    expect(screen.getByTestId('skeleton')).toBeTruthy();
    expect((await screen.findByTestId('failure')).dataset['error']).toBe('UNAVAILABLE');
    fireEvent.click(screen.getByTestId('load-again'));
    expect(await screen.findByTestId('session')).toBeTruthy();
    expect(screen.queryByTestId('failure')).toBeNull();
  });
});

describe('[U-20] [F-63] privacy', () => {
  it.each([
    ['find-by-phone', { findBy: { phone: true } }],
    ['find-by-username', { findBy: { username: false } }],
    ['show-presence', { showPresence: false }],
    ['stranger-policy', { strangerPolicy: 1 }],
  ])('%s is saved when it is turned', async (testId, patch) => {
    const updateProfile = vi.fn(async () => PROFILE);
    await open('privacy', { updateProfile });
    fireEvent.click(screen.getByTestId(testId));
    await waitFor(() => expect(updateProfile).toHaveBeenCalledExactlyOnceWith(patch));
  });

  it('a switch that was not saved turns back and says why', async () => {
    await open('privacy', { updateProfile: vi.fn(async () => Promise.reject(new ApiError({ code: 0, error: 'NETWORK' }))) });
    fireEvent.click(screen.getByTestId('show-presence'));
    expect((await screen.findByTestId('failure')).dataset['error']).toBe('unreachable');
    expect(screen.getByTestId('show-presence').getAttribute('aria-checked')).toBe('true');
  });
});

describe('[U-20] this device', () => {
  it('keeps what was chosen for its look and keys', async () => {
    const { services } = await open('appearance');
    fireEvent.click(screen.getByText('Dark'));
    fireEvent.click(screen.getByText('Ctrl Enter'));
    fireEvent.click(screen.getByText('中文'));
    expect(services.preferences.getState()).toMatchObject({ theme: 'dark', sendKey: 'ctrl-enter', language: 'zh' });
    expect((JSON.parse(localStorage.getItem('godwit.preferences')!) as { sendKey: string }).sendKey).toBe('ctrl-enter');
  });

  it('clears what is cached only with a link and nothing unsent', async () => {
    const { client, services } = await open('storage');
    const button = screen.getByTestId<HTMLButtonElement>('clear-cache');
    expect(button.disabled).toBe(true);
    act(() => client.emit('status', online()));
    expect(button.disabled).toBe(false);
    act(() => services.stores.conversations.setState({ list: [conversation('1', { failed: 1 })] }));
    expect(button.disabled).toBe(true);
    act(() => services.stores.conversations.setState({ list: [] }));
    fireEvent.click(button);
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Clear and reload' }));
    await waitFor(() => expect(client.clearCache).toHaveBeenCalledOnce());
  });

  it('[U-21] says when nothing is kept, and what helps', async () => {
    const { client } = await open('storage');
    expect(screen.queryByTestId('broken-storage')).toBeNull();
    act(() => client.emit('status', online({ storage: 'fallback' })));
    expect(screen.getByTestId('broken-storage').textContent).toContain('private window');
  });

  it('signing out says what is lost: with files on their way, and only those when the data stays here', async () => {
    const { services } = await open('sign-out');
    act(() => {
      services.stores.conversations.setState({ list: [conversation('1', { sending: 1, failed: 1 })] });
      services.stores.uploads.setState({ messages: [{ id: 'u1', conversationId: '1', content: {}, picks: [], items: [] }] });
    });
    const said = (): (string | null)[] => screen.getAllByRole('alert').map((one) => one.textContent);
    expect(said()).toEqual(['3 messages are not sent yet and will be lost.']);
    fireEvent.click(screen.getByTestId('sign-out-keep').closest('label')!);
    expect(said()).toEqual([
      '1 message is not sent yet and will be lost.',
      '2 messages are not sent yet; they are sent after the next sign-in.',
    ]);
  });

  it.each([
    ['sign-out-wipe', true],
    ['sign-out-keep', false],
  ])('%s: the copy on this device goes: %j', async (choice, wipe) => {
    const { client, services } = await open('sign-out');
    localStorage.setItem(`godwit.user.${ME}.drafts`, '{"1":"half a sentence"}');
    fireEvent.click(screen.getByTestId(choice).closest('label')!);
    fireEvent.click(screen.getByTestId('sign-out'));
    await waitFor(() => expect(services.stores.account.getState().account.at).toBe('signed-out'));
    expect(client.logout).toHaveBeenCalledExactlyOnceWith({ wipe });
    expect(localStorage.getItem(`godwit.user.${ME}.drafts`) === null).toBe(wipe);
  });

  it('shows how it is connected and what went wrong lately', async () => {
    const { client } = await open('diagnostics');
    act(() => client.emit('status', { at: 'waiting', storage: 'indexeddb', retryAt: 0, reason: 'node lost' }));
    expect(screen.getByTestId('problems').textContent).toContain('link: waiting: node lost');
    act(() => client.emit('status', online({ transport: 'websocket', node: 'access-2' })));
    expect(screen.getByTestId('diagnostics').textContent).toContain('websocket');
    expect(screen.getByTestId('diagnostics').textContent).toContain('access-2');
  });
});
