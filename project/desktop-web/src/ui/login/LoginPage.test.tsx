import { ApiError } from '@godwit/client/api/api-error';
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { LoginPage } from './LoginPage.js';

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
