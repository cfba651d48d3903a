import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreferenceStore, usedEmoji } from '../../state/preference-store.js';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { EmojiPicker } from './EmojiPicker.js';

setUpDom();

const DATA = [{ emoji: '😀', label: 'grinning face', tags: ['smile'], group: 0, subgroup: 0, version: 1 }];
const MESSAGES = { groups: [{ key: 'smileys-emotion', message: 'smileys & emotion', order: 0 }], subgroups: [], skinTones: [] };

const asked: string[] = [];
const serve = (ok: () => boolean): void =>
  void vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    if (!ok()) throw new TypeError('no network');
    return Response.json(url.endsWith('/data.json') ? DATA : MESSAGES);
  });

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

describe('[U-10] emoji picker', () => {
  it('asks this site for its data, says when that fails, and tries again', async () => {
    let online = false;
    serve(() => online);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    renderApp(servicesFor(fakeChatClient()), <EmojiPicker onPick={() => undefined} />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('could not be loaded');
    online = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByTestId('emoji-picker')).toBeTruthy();
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !url.startsWith('/emoji/en/'))).toEqual([]);
  });

  it.each([
    ['takes what is typed at once', false],
    ['brings no keyboard up on a phone', true],
  ])('its search %s', async (_, isCoarse) => {
    serve(() => true);
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: isCoarse && query.includes('coarse'),
      addEventListener() {},
      removeEventListener() {},
    }));
    renderApp(servicesFor(fakeChatClient()), <EmojiPicker onPick={() => undefined} />);
    await screen.findByTestId('emoji-picker');
    expect(document.activeElement === screen.getByRole('searchbox')).toBe(!isCoarse);
  });

  it('shows the emoji used last first, and remembers what is picked', async () => {
    serve(() => true);
    const services = servicesFor(fakeChatClient());
    for (const emoji of ['👍', '🎉']) usedEmoji(services.preferences, emoji);
    const picked: string[] = [];
    renderApp(services, <EmojiPicker onPick={(emoji) => picked.push(emoji)} />);
    const recent = await screen.findByTestId('recent-emoji');
    const buttons = recent.querySelectorAll('button');
    expect([...buttons].map((button) => button.textContent)).toEqual(['🎉', '👍']);
    fireEvent.click(buttons[1]!);
    expect(picked).toEqual(['👍']);
    expect(createPreferenceStore(localStorage, ['en']).getState().recentEmoji).toEqual(['👍', '🎉']);
  });
});
