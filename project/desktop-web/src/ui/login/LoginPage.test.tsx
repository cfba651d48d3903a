import { ApiError } from '@godwit/client/api/api-error';
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { EndedPage } from './EndedPage.js';
import { LoginPage } from './LoginPage.js';
import { RegisterPage } from './RegisterPage.js';

setUpDom();

async function signInWith(error: ApiError | null) {
  const client = fakeChatClient();
  if (error !== null) vi.mocked(client.login).mockRejectedValueOnce(error);
  const services = servicesFor(client);
  renderApp(services, <LoginPage />);
  fireEvent.change(screen.getByTestId('username'), { target: { value: ' alice ' } });
  fireEvent.change(screen.getByTestId('password'), { target: { value: 'secret' } });
  fireEvent.submit(screen.getByTestId('login-form'));
  return { client, services };
}

describe('[U-2] sign-in', () => {
  it.each([
    [new ApiError({ code: 1104, error: 'WRONG_CREDENTIALS' }), 'WRONG_CREDENTIALS', /Wrong username or password\./],
    [new ApiError({ code: 1105, error: 'ACCOUNT_LOCKED', retryAfterMs: 754_000 }), 'ACCOUNT_LOCKED', /Try again in 12:3\d min\./],
    [new ApiError({ code: 1201, error: 'RATE_LIMIT', retryAfterMs: 9_000 }), 'RATE_LIMIT', /Try again in \d+ s\./],
    [new ApiError({ code: 0, error: 'NETWORK' }), 'unreachable', /The server cannot be reached\./],
    [new ApiError({ code: 9999, error: 'FROM_THE_FUTURE' }), 'UNKNOWN', /Something went wrong\./],
  ])('%s has words of its own', async (error, kind, words) => {
    await signInWith(error);
    const note = await screen.findByTestId('failure');
    expect(note.dataset['error']).toBe(kind);
    expect(note.textContent).toMatch(words);
  });

  it('[U-23] refused, has the cursor in the password, which the next key replaces', async () => {
    await signInWith(new ApiError({ code: 1104, error: 'WRONG_CREDENTIALS' }));
    await screen.findByTestId('failure');
    const password = screen.getByTestId<HTMLInputElement>('password');
    await expect.poll(() => document.activeElement).toBe(password);
    expect([password.selectionStart, password.selectionEnd]).toEqual([0, password.value.length]);
  });

  it('cannot be tried again before the server allows it', async () => {
    await signInWith(new ApiError({ code: 1201, error: 'RATE_LIMIT', retryAfterMs: 9_000 }));
    await screen.findByTestId('failure');
    expect(screen.getByTestId<HTMLButtonElement>('submit').disabled).toBe(true);
  });

  it('enters when it worked', async () => {
    const { client, services } = await signInWith(null);
    await expect.poll(() => services.stores.account.getState().account.at).toBe('signed-in');
    expect(client.login).toHaveBeenCalledExactlyOnceWith({ username: 'alice', password: 'secret' });
  });

  it('the password can be shown, and Caps Lock is pointed out', () => {
    renderApp(servicesFor(fakeChatClient()), <LoginPage />);
    const password = screen.getByTestId<HTMLInputElement>('password');
    fireEvent.click(screen.getByTestId('toggle-password'));
    expect(password.type).toBe('text');
    fireEvent.keyDown(password, { key: 'A', modifierCapsLock: true });
    expect(screen.getByTestId('caps-lock')).toBeTruthy();
  });
});

describe('[U-2] who comes back', () => {
  it('after the session has ended, finds his name in the field and the cursor in the password, and his draft afterwards', async () => {
    const client = fakeChatClient();
    const services = servicesFor(client);
    await services.session.restore();
    await services.session.refreshProfile();
    services.drafts.save('1', 'half a sentence');
    client.emit('session-ended', 'expired');
    renderApp(services, <LoginPage />);
    expect(screen.getByTestId<HTMLInputElement>('username').value).toBe('alice');
    expect(document.activeElement).toBe(screen.getByTestId('password'));
    fireEvent.change(screen.getByTestId('password'), { target: { value: 'secret' } });
    fireEvent.submit(screen.getByTestId('login-form'));
    await expect.poll(() => services.stores.account.getState().account.at).toBe('signed-in');
    expect(services.stores.drafts.getState().drafts).toEqual({ 1: 'half a sentence' });
  });
});

describe('[U-2] registration', () => {
  const PASSWORD = 'tideline-Wren-58';

  async function registerWith(error: ApiError | null, atSignIn: ApiError | null = null) {
    const register = vi.fn(async () => (error === null ? { userId: '1', username: 'anna', nickname: 'Anna' } : Promise.reject(error)));
    const client = fakeChatClient({ register });
    if (atSignIn !== null) vi.mocked(client.login).mockRejectedValueOnce(atSignIn);
    const services = servicesFor(client);
    renderApp(services, <RegisterPage />);
    fireEvent.change(screen.getByTestId('username'), { target: { value: 'anna' } });
    fireEvent.change(screen.getByTestId('nickname'), { target: { value: ' Anna ' } });
    fireEvent.change(screen.getByTestId('password'), { target: { value: PASSWORD } });
    fireEvent.submit(screen.getByTestId('register-form'));
    return { register, client, services };
  }

  it.each([
    ['username', new ApiError({ code: 3001, error: 'USERNAME_TAKEN' }), 'This username is taken.'],
    ['password', new ApiError({ code: 3003, error: 'WEAK_PASSWORD' }), /must not be a common one/],
  ])('a refused %s is said at its field, which gets the cursor, until it is changed', async (field, error, words) => {
    await registerWith(error);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByTestId('failure')).toBeNull();
    await expect.poll(() => document.activeElement).toBe(screen.getByTestId(field));
    fireEvent.change(screen.getByTestId(field), { target: { value: 'another-one-7' } });
    expect(screen.queryByText(words)).toBeNull();
  });

  it('signs in with the account that was made', async () => {
    const { register, client, services } = await registerWith(null);
    await expect.poll(() => services.stores.account.getState().account.at).toBe('signed-in');
    expect(register).toHaveBeenCalledExactlyOnceWith({ username: 'anna', password: PASSWORD, nickname: 'Anna' });
    expect(client.login).toHaveBeenCalledExactlyOnceWith({ username: 'anna', password: PASSWORD });
  });

  it('an account that was made is signed in to when the first sign-in was lost, and not made again', async () => {
    const { register, client, services } = await registerWith(null, new ApiError({ code: 0, error: 'NETWORK' }));
    await screen.findByTestId('failure');
    fireEvent.submit(screen.getByTestId('register-form'));
    await expect.poll(() => services.stores.account.getState().account.at).toBe('signed-in');
    expect([register.mock.calls.length, vi.mocked(client.login).mock.calls.length]).toEqual([1, 2]);
  });

  it('nothing is sent while a name or a password cannot be', async () => {
    const register = vi.fn(async () => ({ userId: '1', username: 'anna', nickname: '' }));
    renderApp(servicesFor(fakeChatClient({ register })), <RegisterPage />);
    fireEvent.change(screen.getByTestId('username'), { target: { value: '9lives' } });
    fireEvent.change(screen.getByTestId('password'), { target: { value: 'short' } });
    fireEvent.submit(screen.getByTestId('register-form'));
    expect(await screen.findByText(/start with a letter/)).toBeTruthy();
    expect(register).not.toHaveBeenCalled();
  });
});

describe('[U-2] the end of a session', () => {
  it.each([
    ['replaced', 'Use it here', 'signed-in'],
    ['revoked', 'Sign in again', 'signed-out'],
    ['expired', 'Sign in again', 'signed-out'],
  ] as const)('%s: nothing reconnects before the button', async (reason, button, after) => {
    const client = fakeChatClient();
    const services = servicesFor(client);
    await services.session.restore();
    services.stores.account.setState({ account: { at: 'ended', reason } });
    renderApp(services, <EndedPage reason={reason} />);
    expect(client.connect).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByText(button));
    expect(services.stores.account.getState().account.at).toBe(after);
  });
});
