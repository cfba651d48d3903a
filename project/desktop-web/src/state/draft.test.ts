import { act, fireEvent, screen } from '@testing-library/react';
import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient, ME } from '../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../testing/render-app.js';
import { conversation } from '../testing/samples.js';
import { Composer } from '../ui/composer/Composer.js';
import type { AppServices } from './app-services.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(async () => {
  vi.useFakeTimers();
  client = fakeChatClient();
  client.list = [conversation('1')];
  services = servicesFor(client);
  await services.session.restore();
});

afterEach(() => vi.useRealTimers());

const pause = (): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
const open = () => renderApp(services, createElement(Composer, { conversationId: '1', peerId: '201' }));
const input = (): HTMLTextAreaElement => screen.getByTestId('composer-input');
const type = (text: string): void => void fireEvent.change(input(), { target: { value: text } });
const kept = (): Readonly<Record<string, string>> => services.stores.drafts.getState().drafts;
/** What the SDK says the draft is, on whichever device it was written. */
const say = (draft: string): void => {
  client.list = [conversation('1', { draft })];
  act(() => {
    client.emit('conversations');
    vi.advanceTimersByTime(20);
  });
};

describe('[F-42] drafts', () => {
  it('what is typed is there again after leaving and after a restart', async () => {
    const { unmount } = open();
    type('half a thought');
    unmount();
    open();
    expect(input().value).toBe('half a thought');
    const restarted = servicesFor(fakeChatClient());
    await restarted.session.restore();
    expect(restarted.stores.drafts.getState().drafts).toEqual({ '1': 'half a thought' });
  });

  it('is told to the SDK after a pause, and the one that was sent is told to be over', async () => {
    open();
    type('ha');
    type('half');
    expect(client.setDraft).not.toHaveBeenCalled();
    await pause();
    expect(vi.mocked(client.setDraft).mock.calls).toEqual([['1', 'half']]);
    fireEvent.keyDown(input(), { key: 'Enter', keyCode: 13 });
    await pause();
    expect(vi.mocked(client.setDraft).mock.calls.at(-1)).toEqual(['1', '']);
  });

  it('of another device shows in an open field, and goes when it was sent there', () => {
    open();
    say('from the phone');
    expect(input().value).toBe('from the phone');
    expect(kept()).toEqual({ '1': 'from the phone' });
    say('');
    expect([input().value, kept()]).toEqual(['', {}]);
  });

  it('of another device does not replace what was typed here since', async () => {
    open();
    say('from the phone');
    type('typed here');
    say('phone again');
    expect(input().value).toBe('typed here');
    await pause();
    expect(client.setDraft).toHaveBeenLastCalledWith('1', 'typed here');
    expect(kept()).toEqual({ '1': 'typed here' });
  });

  it('that the SDK has taken gives way to a later one of another device', async () => {
    open();
    type('typed here');
    await pause();
    say('typed here');
    say('phone');
    expect(input().value).toBe('phone');
  });

  it('of blanks is none: that of another device takes its place', async () => {
    open();
    type('  \n');
    await pause();
    expect(client.setDraft).not.toHaveBeenCalled();
    say('from the phone');
    expect(input().value).toBe('from the phone');
  });

  it('what could not be kept for sending is the draft of its chat again, also when another chat is open by then', async () => {
    let refuse = (_: Error): void => undefined;
    vi.mocked(client.enqueue).mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)));
    const { unmount } = open();
    type('precious');
    fireEvent.keyDown(input(), { key: 'Enter', keyCode: 13 });
    expect(kept()).toEqual({});
    unmount();
    refuse(new Error('quota'));
    await pause();
    expect(kept()).toEqual({ '1': 'precious' });
  });

  it('longer than the server keeps stays here', async () => {
    const { unmount } = open();
    type('x'.repeat(5_000));
    unmount();
    await pause();
    expect(client.setDraft).not.toHaveBeenCalled();
    say('');
    expect(kept()['1']).toHaveLength(5_000);
    expect(localStorage.getItem(`godwit.user.${ME}.drafts`)).toContain('xxx');
  });
});
