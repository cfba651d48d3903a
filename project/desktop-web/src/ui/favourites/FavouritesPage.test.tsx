import type { Favourite } from '@godwit/client/api/favourite-pages';
import { ApiError } from '@godwit/client/api/api-error';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { friend } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import { FavouritesPage } from './FavouritesPage.js';

setUpDom();

const kept = (seq: number, patch: Parameters<typeof entry>[1] = {}): Favourite => ({ starredAt: 1, entry: entry(seq, patch) });

function show(pages: () => readonly (readonly Favourite[])[]) {
  const client = fakeChatClient();
  vi.mocked(client.favourites).mockImplementation(async function* () {
    for (const page of pages()) yield page;
  });
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: [conversation('1', { peerId: '200', title: 'Bert' })] });
  renderApp(services, <FavouritesPage />, '/favourites');
  return { client, services };
}

const seqs = (): (string | undefined)[] => screen.queryAllByTestId('favourite').map((one) => one.dataset['seq']);

describe('[F-41] favourites', () => {
  it('are listed with who wrote them, page by page; a screenful is looked for', async () => {
    show(() => [[kept(9), kept(8)], [kept(3)]]);
    await waitFor(() => expect(seqs()).toEqual(['9', '8', '3']));
    expect(screen.getAllByTestId('favourite')[0]!.textContent).toContain('Bert');
    expect(screen.getAllByTestId('favourite')[0]!.textContent).toContain('text 9');
  });

  it('a click goes to the message', async () => {
    show(() => [[kept(9)]]);
    fireEvent.click(await screen.findByTestId('open-favourite'));
    expect(screen.getByTestId('address').textContent).toBe('/chat/1');
  });

  it('of a chat that is not in the list any more are shown and lead nowhere', async () => {
    show(() => [[kept(9, { conversationId: '55' })]]);
    expect((await screen.findByTestId<HTMLButtonElement>('open-favourite')).disabled).toBe(true);
    expect(screen.getByText('text 9')).toBeTruthy();
  });

  it('[F-32] what was recalled says so and nothing else', async () => {
    show(() => [[kept(9, { recalled: true, body: body('') })]]);
    expect((await screen.findByTestId('favourite')).textContent).toContain('recalled');
  });

  it('one is removed, and the list follows what any device does', async () => {
    let pages = [[kept(9), kept(8)]];
    const { client } = show(() => pages);
    await waitFor(() => expect(seqs()).toEqual(['9', '8']));
    fireEvent.click(screen.getAllByTestId('remove-favourite')[0]!);
    await waitFor(() => expect(client.unstar).toHaveBeenCalledExactlyOnceWith('1', 9));
    pages = [[kept(8)]];
    act(() => client.emit('favourites'));
    await waitFor(() => expect(seqs()).toEqual(['8']));
  });

  it('[U-23] with one removed by the keyboard the next one has the focus, or the one before', async () => {
    const { client } = show(() => [[kept(9), kept(8)]]);
    const gone = (seq: number): boolean => vi.mocked(client.unstar).mock.calls.some(([, unstarred]) => unstarred === seq);
    await waitFor(() => expect(seqs()).toEqual(['9', '8']));
    const [first, second] = screen.getAllByTestId('remove-favourite');
    fireEvent.click(first!);
    await waitFor(() => expect(document.activeElement).toBe(second));
    fireEvent.click(second!);
    await waitFor(() => expect(document.activeElement).toBe(first));
    expect([gone(9), gone(8)]).toEqual([true, true]);
  });

  it('shows the picture of a friend who wrote it', async () => {
    const { services } = show(() => [[kept(9)]]);
    const lists = { friends: [friend('200', { avatar: '/bert.jpg' })], received: [], sent: [], blocks: [] };
    act(() => services.stores.contacts.setState({ lists }));
    await waitFor(() => expect(screen.getByTestId('favourite').querySelector('img')?.getAttribute('src')).toBe('/bert.jpg'));
  });

  it('can be narrowed to a kind; pages without any are passed over', async () => {
    const image = { body: body('', { kind: 'image' }) };
    show(() => [[kept(9), kept(8)], [kept(7, image)]]);
    await waitFor(() => expect(seqs()).toHaveLength(3));
    fireEvent.click(screen.getByText('Media'));
    expect(seqs()).toEqual(['7']);
    fireEvent.click(screen.getByText('Files'));
    expect(screen.getByTestId('no-favourites').textContent).toContain('of this kind');
  });

  it('[U-21] says what to do when there are none', async () => {
    show(() => []);
    expect((await screen.findByTestId('no-favourites')).textContent).toContain('Add to favourites');
  });

  it('[U-21] says why they could not be loaded, and tries again', async () => {
    let fail = true;
    const { client } = show(() => {
      if (fail) throw new ApiError({ code: 0, error: 'NETWORK' });
      return [[kept(9)]];
    });
    expect((await screen.findByTestId('failure')).dataset['error']).toBe('unreachable');
    act(() => client.emit('status', { at: 'waiting', storage: 'memory', retryAt: 1, reason: 'lost' }));
    // Nothing was kept here, so nothing kept can be old.
    expect(screen.queryByTestId('offline-note')).toBeNull();
    fail = false;
    fireEvent.click(screen.getByTestId('favourites-again'));
    await waitFor(() => expect(seqs()).toEqual(['9']));
    expect(screen.queryByTestId('failure')).toBeNull();
  });
});
