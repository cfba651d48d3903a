import type { EntryItem } from '@godwit/client/view/timeline';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../../state/app-services.js';
import { attachment } from '../../../testing/attachments.js';
import { fakeChatClient, ME, online, type FakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { body, conversation, entry } from '../../../testing/samples.js';
import { Bubble } from './Bubble.js';

setUpDom();

interface Shown {
  readonly client: FakeChatClient;
  readonly services: AppServices;
}

/** Conversation 1 is a group of three unless said otherwise. */
function show(
  item: EntryItem,
  patch: Parameters<typeof conversation>[1] = { type: 'group', memberCount: 3 },
  client = fakeChatClient(),
): Shown {
  client.list = [conversation('1', patch)];
  client.timelines.set('1', [item]);
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: client.list });
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  const inGroup = patch.type === 'group';
  renderApp(
    services,
    <Bubble item={item} mine={item.mine} first last inGroup={inGroup} listsReaders={inGroup} state={item.mine ? 'sent' : null} />,
  );
  return { client, services };
}

const said = (patch: Partial<EntryItem['body']>, more: Partial<EntryItem> = {}): EntryItem => entry(5, { body: body('', patch), ...more });

describe('[U-8] [F-39] pictures and files', () => {
  it('a picture has its size before it is loaded, the tiny one first, and opens the viewer', async () => {
    const item = said({ kind: 'image', attachments: [attachment('9')] });
    const { services } = show(item);
    const picture = screen.getByTestId('picture');
    expect(picture.parentElement?.style.aspectRatio).toBe('320 / 240');
    expect(picture.querySelector('img')?.src).toContain('data:image/webp');
    await waitFor(() => expect(picture.querySelectorAll('img')[1]?.getAttribute('src')).toBe('/file/9'));
    expect(picture.dataset['state']).toBe('waiting');
    fireEvent.load(picture.querySelectorAll('img')[1]!);
    expect(picture.dataset['state']).toBe('shown');
    fireEvent.click(picture);
    expect(services.stores.viewer.getState().viewed).toEqual({ item, index: 0 });
  });

  it('one that could not be loaded says so and is asked for again', async () => {
    const client = fakeChatClient();
    vi.mocked(client.fileUrl).mockRejectedValueOnce(new Error('no link'));
    show(said({ kind: 'image', attachments: [attachment('9')] }), undefined, client);
    await waitFor(() => expect(screen.getByTestId('picture').dataset['state']).toBe('failed'));
    fireEvent.click(screen.getByTestId('picture'));
    await waitFor(() => expect(screen.getByTestId('picture').dataset['state']).toBe('waiting'));
    expect(client.fileUrl).toHaveBeenCalledTimes(2);
  });

  it('[U-3] one that could not be loaded without a link is asked for again with the next one', async () => {
    const client = fakeChatClient();
    vi.mocked(client.fileUrl).mockRejectedValueOnce(new Error('no link'));
    const { services } = show(said({ kind: 'image', attachments: [attachment('9')] }), undefined, client);
    await waitFor(() => expect(screen.getByTestId('picture').dataset['state']).toBe('failed'));
    expect(client.fileUrl).toHaveBeenCalledOnce();
    act(() => services.stores.link.setState({ status: online() }));
    await waitFor(() => expect(screen.getByTestId('picture').dataset['state']).toBe('waiting'));
    expect(client.fileUrl).toHaveBeenCalledTimes(2);
  });

  it('several are an album, with their words below', () => {
    show(said({ kind: 'image', text: 'at low tide', attachments: ['1', '2', '3', '4', '5'].map((id) => attachment(id)) }));
    expect(screen.getByTestId('album').dataset['count']).toBe('5');
    expect(screen.getAllByTestId('picture')).toHaveLength(5);
    expect(screen.getByTestId('bubble-text').textContent).toBe('at low tide');
    expect(document.querySelector<HTMLElement>('[data-bubble-box]')!.dataset['face']).toBe('captioned');
  });

  it('a video waits for a click before its address is asked for', async () => {
    const { client } = show(said({ kind: 'video', attachments: [attachment('9', { mime: 'video/mp4', durationMs: 65_000 })] }));
    await act(async () => undefined);
    expect(client.fileUrl).not.toHaveBeenCalled();
    expect(screen.getByTestId('video').textContent).toBe('1:05');
    fireEvent.click(screen.getByTestId('video'));
    expect((await screen.findByTestId('video-player')).getAttribute('src')).toBe('/file/9');
  });

  it('a file says what it is, downloads, and says when that failed', async () => {
    const client = fakeChatClient();
    vi.mocked(client.fileUrl).mockRejectedValueOnce(new Error('no link'));
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    show(said({ kind: 'file', attachments: [attachment('9', { name: 'counts.csv', mime: 'text/csv' })] }), undefined, client);
    const card = screen.getByTestId('file-card');
    expect(card.textContent).toBe('Downloadcounts.csv2 KB');
    fireEvent.click(card);
    await waitFor(() => expect(card.dataset['state']).toBe('failed'));
    expect(clicked).not.toHaveBeenCalled();
    fireEvent.click(card);
    await waitFor(() => expect(card.dataset['state']).toBe('idle'));
    expect(clicked).toHaveBeenCalledTimes(1);
    clicked.mockRestore();
  });

  it('a kind without what it needs says its fallback', () => {
    show(said({ kind: 'image', fallbackText: '[picture]' }));
    expect(screen.getByTestId('bubble-text').textContent).toBe('[picture]');
  });
});

describe('[U-8] cards', () => {
  it('a contact card opens the profile', () => {
    const custom = new TextEncoder().encode('{"userId":"300","name":"Carl"}');
    const { services } = show(said({ kind: 'contact_card', custom }));
    expect(screen.getByTestId('contact-card').textContent).toContain('Carl');
    fireEvent.click(screen.getByTestId('contact-card'));
    expect(services.stores.people.getState().card).toEqual({ userId: '300', conversationId: null });
  });

  it('[F-37] a record shows its first lines, and all of it when it is opened', async () => {
    const items = ['one', 'two', 'three', 'four', 'five'].map((text) => ({
      senderId: '300',
      senderName: 'Carl',
      createdAt: 1,
      kind: 'text' as const,
      text,
      attachments: [],
      record: null,
    }));
    show(said({ kind: 'merged_record', record: { items } }));
    expect(screen.getByTestId('record-card').textContent).toContain('5 messages');
    expect(screen.getByTestId('record-card').textContent).not.toContain('five');
    fireEvent.click(screen.getByTestId('record-card'));
    expect((await screen.findAllByTestId('record-item')).map((line) => line.textContent).at(-1)).toContain('five');
  });
});

describe('[U-8] [F-36] quotes', () => {
  const replyTo = { seq: 2, senderId: '300', preview: 'what was said' };

  it('lead to what they quote', () => {
    const { client } = show(said({ text: 'yes', replyTo }));
    expect(screen.getByTestId('quote').textContent).toContain('what was said');
    fireEvent.click(screen.getByTestId('quote'));
    expect(client.goTo).toHaveBeenCalledWith('1', 2);
  });

  it('[F-32] of what was recalled have no words', () => {
    show(said({ text: 'yes', replyTo: { ...replyTo, preview: '' } }));
    expect(screen.getByTestId('quote').textContent).toContain('The message was recalled');
  });
});

describe('[U-8] [F-35] reactions', () => {
  const reactions = [
    { emoji: '🎉', count: 3, userIds: ['200', ME], mine: true },
    { emoji: '👍', count: 1, userIds: ['200'], mine: false },
  ];

  it('are counted, the own ones stand out, and a click joins or takes back', () => {
    const { client } = show(entry(5, { reactions }));
    const [party, thumb] = screen.getAllByTestId('reaction') as [HTMLElement, HTMLElement];
    expect([party.dataset['count'], party.getAttribute('aria-pressed'), thumb.getAttribute('aria-pressed')]).toEqual([
      '3',
      'true',
      'false',
    ]);
    fireEvent.click(party);
    fireEvent.click(thumb);
    expect(client.unreact).toHaveBeenCalledExactlyOnceWith('1', 5, '🎉');
    expect(client.react).toHaveBeenCalledExactlyOnceWith('1', 5, '👍');
  });

  it('say who they are from', async () => {
    show(entry(5, { reactions }));
    const [party] = screen.getAllByTestId('reaction');
    fireEvent.pointerEnter(party!);
    fireEvent.mouseEnter(party!);
    await waitFor(() => expect(screen.getByRole('tooltip').textContent).toBe('Nick 200, You, and 1 other'), { timeout: 10_000 });
  });
});

describe('[U-8] people in a message', () => {
  it('[F-38] a mention of the user stands out, one of another opens the profile', async () => {
    const { services } = show(said({ text: '@Nick 300 and @Nick 100', mentions: ['300', ME] }));
    services.stores.account.setState({
      account: { at: 'signed-in', userId: ME, profile: { userId: ME, username: 'alice', nickname: 'Nick 100' } as never },
    });
    await waitFor(() => expect(screen.getAllByTestId('mention')).toHaveLength(2));
    expect(screen.getAllByTestId('mention').map(({ dataset }) => dataset['own'])).toEqual(['false', 'true']);
    fireEvent.click(screen.getAllByTestId('mention')[0]!);
    expect(services.stores.people.getState().card?.userId).toBe('300');
  });

  it('in a group the sender is named, and his picture opens the profile; not in a direct conversation', async () => {
    const { services } = show(entry(5));
    await waitFor(() => expect(screen.getByTestId('sender').textContent).toBe('Nick 200'));
    fireEvent.click(screen.getByTestId('user-avatar'));
    expect(services.stores.people.getState().card).toEqual({ userId: '200', conversationId: '1' });
  });

  it('in a direct conversation nobody has to be named', () => {
    show(entry(5), { type: 'direct' });
    expect([screen.queryByTestId('sender'), screen.queryByTestId('user-avatar')]).toEqual([null, null]);
  });

  it('[F-29] an own message of a small group says how many have read it, and leads to who', async () => {
    const reader = (userId: string) => ({ userId, name: userId, avatar: '' });
    const readers = vi.fn(async (_id: string, _seq: number, after?: string) =>
      after === undefined ? { readers: [reader('2'), reader('3')], next: '3' } : { readers: [reader('4')], next: '' },
    );
    const item = entry(5, { mine: true });
    const { services } = show(item, undefined, fakeChatClient({ readers }));
    await waitFor(() => expect(screen.getByTestId('read-count').textContent).toBe('3 read'));
    fireEvent.click(screen.getByText('3 read'));
    expect(services.stores.actions.getState().dialog).toEqual({ at: 'readers', item });
  });
});

describe('[F-29] the count of readers', () => {
  afterEach(() => vi.useRealTimers());

  it('is asked for a few times, and then when something happens in the chat, at most twice a minute', async () => {
    vi.useFakeTimers();
    const readers = vi.fn(async () => ({ readers: [], next: '' }));
    const { client } = show(entry(5, { mine: true }), undefined, fakeChatClient({ readers }));
    const pass = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
    await pass(600_000);
    expect(readers).toHaveBeenCalledTimes(4);
    await pass(600_000);
    expect(readers).toHaveBeenCalledTimes(4);
    client.emit('timeline', '2');
    client.emit('timeline', '1');
    client.emit('timeline', '1');
    await pass(1_000);
    expect(readers).toHaveBeenCalledTimes(5);
    client.emit('timeline', '1');
    await pass(28_000);
    expect(readers).toHaveBeenCalledTimes(5);
    await pass(2_000);
    expect(readers).toHaveBeenCalledTimes(6);
  });
});

describe('[U-8] [F-32] what one recalled oneself', () => {
  const recalled = (item: EntryItem): EntryItem => ({ ...item, recalled: true, body: body('') });

  it('can be written anew, behind what is being written', async () => {
    const item = entry(5, { mine: true, body: body('the first words') });
    const client = fakeChatClient();
    client.list = [conversation('1')];
    client.timelines.set('1', [item]);
    const services = servicesFor(client);
    await services.chat.open('1');
    client.timelines.set('1', [recalled(item)]);
    client.emit('timeline', '1');
    await waitFor(() => expect(services.stores.timeline.getState().recalled.size).toBe(1));
    services.drafts.save('1', 'hello');
    renderApp(services, <Bubble item={recalled(item)} mine first last inGroup={false} listsReaders={false} state="sent" />);
    fireEvent.click(screen.getByTestId('edit-again'));
    expect(services.stores.drafts.getState().drafts['1']).toBe('hello\nthe first words');
  });

  it('not what others recalled, and not what was recalled before', () => {
    show(recalled(entry(5, { mine: true })));
    expect(screen.queryByTestId('edit-again')).toBeNull();
  });
});
