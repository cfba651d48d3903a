import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@godwit/client/api/api-error';
import type { Conversation } from '@godwit/client/view/conversation';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry, pending } from '../../testing/samples.js';
import { ConversationList } from './ConversationList.js';

setUpDom();

let client: FakeChatClient;
beforeEach(() => {
  client = fakeChatClient();
});

function show(list: Conversation[], selectedId: string | null = null, ready = true) {
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready, list });
  renderApp(services, <ConversationList selectedId={selectedId} />, '/chat');
  return services;
}
const rows = (): HTMLElement[] => screen.getAllByTestId('conversation');
const ids = (): (string | undefined)[] => screen.queryAllByTestId('conversation').map((row) => row.dataset['conversationId']);
const previews = (): (string | null)[] => screen.getAllByTestId('preview').map((preview) => preview.textContent);
const tab = (name: string): void => void fireEvent.click(within(screen.getByTestId('list-tabs')).getByText(name));

describe('[U-4] conversation list', () => {
  it('shows name, preview and unread count, in the order given', () => {
    show([conversation('2', { unread: 3, lastEntry: entry(1, { mine: true }) }), conversation('1', { unread: 250 })]);
    expect(ids()).toEqual(['2', '1']);
    expect(rows()[0]!.textContent).toContain('Peer 2');
    expect(rows()[0]!.textContent).toContain('You: text 1');
    expect(screen.getAllByTestId('unread-badge').map((badge) => badge.textContent)).toEqual(['3', '99+']);
  });

  it('[F-41] the conversation with oneself has a name', () => {
    show([conversation('1', { type: 'self', title: '', peerId: '0' })]);
    expect(rows()[0]!.textContent).toContain('Notes to self');
  });

  it('[F-31] a mention comes before a draft, a draft before who types, who types before the last message', async () => {
    const types = { type: 'group', draft: '' } as const;
    const services = show(
      [
        conversation('1', { ...types, mentioned: true, draft: 'almost' }),
        conversation('2', { ...types, draft: 'almost' }),
        conversation('3', types),
        conversation('4', { type: 'direct' }),
        conversation('5', { draft: 'open here' }),
      ],
      '5',
    );
    for (const conversationId of ['1', '2', '3', '4']) client.emit('typing', { conversationId, userId: '200', typing: true });
    await waitFor(() =>
      expect(previews()).toEqual(['[Mentioned] Nick 200: text 1', '[Draft] almost', 'Nick 200 is typing…', 'typing…', 'text 1']),
    );
    services.stores.drafts.setState({ drafts: { '4': 'written here' } });
    await waitFor(() => expect(previews()[3]).toBe('[Draft] written here'));
  });

  it('says of messages without text what they are, and who took one back', async () => {
    const file = { ...(await client.upload(new Blob())), name: 'plan.pdf', durationMs: 61_400 };
    const last = (patch: Parameters<typeof body>[1], more: Parameters<typeof entry>[1] = {}) =>
      entry(1, { body: body('', patch), ...more });
    show([
      conversation('1', { lastEntry: last({ kind: 'image', attachments: [file] }) }),
      conversation('2', { lastEntry: last({ kind: 'image', attachments: [file, file] }) }),
      conversation('3', { lastEntry: last({ kind: 'file', attachments: [file] }) }),
      conversation('4', { lastEntry: last({ kind: 'voice', attachments: [file] }) }),
      conversation('5', { lastEntry: last({ kind: 'video', attachments: [file], text: 'look' }) }),
      conversation('6', { lastEntry: last({ kind: 'contact_card' }) }),
      conversation('7', { lastEntry: last({ kind: 'merged_record' }) }),
      conversation('8', { lastEntry: last({ kind: 'custom', fallbackText: 'a poll' }) }),
      conversation('9', { type: 'group', lastEntry: last({}, { recalled: true }) }),
      conversation('10', { lastEntry: last({}, { recalled: true, mine: true }) }),
      conversation('11', { lastEntry: last({ text: 'better' }, { editedAt: 5 }) }),
      conversation('12', { lastEntry: null }),
    ]);
    await waitFor(() =>
      expect(previews()).toEqual([
        '[Photo]',
        '[2 photos]',
        '[File] plan.pdf',
        '[Voice 1:01]',
        '[Video] look',
        '[Contact card]',
        '[Chat history]',
        'a poll',
        'Nick 200 recalled a message',
        'You recalled a message',
        'better (edited)',
        'No messages yet',
      ]),
    );
  });

  it('what is on its way is the last message', () => {
    show([conversation('1', { lastEntry: entry(1), sending: 1, unsent: pending('sending') })]);
    expect(previews()).toEqual(['You: on its way']);
  });

  it('[F-69] a dot says who of those on the screen is online', async () => {
    show([conversation('1'), conversation('2'), conversation('3', { type: 'group', peerId: '0' })]);
    await waitFor(() => expect(client.watchPresence).toHaveBeenCalledWith(['201', '202']));
    client.emit('presence', [
      { userId: '201', online: false, lastSeenAt: 1, platform: '' },
      { userId: '202', online: true, lastSeenAt: 1, platform: 'web' },
    ]);
    await waitFor(() => expect(rows().map((row) => within(row).queryByTestId('online-dot') !== null)).toEqual([false, true, false]));
  });

  it('[F-50] icons with a name tell of unsent messages, mute and the top; a muted badge is grey unless one is mentioned', () => {
    show([
      conversation('1', { failed: 1, pinnedAt: 5, muteLevel: 2, unread: 1 }),
      conversation('2', { sending: 2, muteLevel: 1, unread: 1 }),
      conversation('3', { muteLevel: 1, unread: 1, mentioned: true }),
      conversation('4', { muteLevel: 2, muteUntil: 1, unread: 1 }),
      conversation('5', { markedUnread: true }),
    ]);
    for (const name of ['Not sent', 'Sending', 'Muted', 'Pinned to the top', 'Marked unread'])
      expect(screen.getByRole('img', { name })).toBeTruthy();
    expect(screen.getAllByTestId('unread-badge').map((badge) => badge.dataset['muted'])).toEqual(['true', 'true', 'false', 'false']);
  });

  it('[U-23] ↓ ↑ Home End reach rows and Enter opens one', () => {
    show([conversation('1'), conversation('2'), conversation('3')]);
    const list = screen.getByTestId('conversation-list');
    const press = (key: string): string | null => {
      fireEvent.keyDown(list, { key });
      return list.getAttribute('aria-activedescendant');
    };
    expect(['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'Home', 'ArrowUp', 'ArrowDown'].map(press)).toEqual(
      ['1', '2', '3', '3', '1', '1', '2'].map((id) => `conversation-${id}`),
    );
    press('Enter');
    expect(screen.getByTestId('address').textContent).toBe('/chat/2');
  });

  it('of 5,000 conversations draws those on the screen', () => {
    show(Array.from({ length: 5_000 }, (_, i) => conversation(String(i + 1))));
    expect(rows().length).toBeGreaterThan(5);
    expect(rows().length).toBeLessThan(60);
  });

  it('[U-21] is a skeleton until the cache is read, then says what to do when empty', () => {
    const services = show([], null, false);
    expect(screen.getByTestId('list-skeleton')).toBeTruthy();
    services.stores.conversations.setState({ ready: true });
    return expect.poll(() => screen.queryByTestId('no-conversations')?.textContent).toContain('Add a friend');
  });
});

describe('[F-50] tabs of the list', () => {
  it('narrow it to what is unread, mentions the user, or is a group; what is archived has its own place', () => {
    show([
      conversation('1', { unread: 1 }),
      conversation('2', { mentioned: true, type: 'group', unread: 2 }),
      conversation('3', { type: 'group' }),
      conversation('4', { markedUnread: true }),
      conversation('5', { archived: true, unread: 1, type: 'group' }),
    ]);
    expect(ids()).toEqual(['1', '2', '3', '4']);
    tab('Unread');
    expect(ids()).toEqual(['1', '2', '4']);
    tab('Mentions');
    expect(ids()).toEqual(['2']);
    tab('Groups');
    expect(ids()).toEqual(['2', '3']);
    tab('All');
    expect(screen.getByTestId('open-archive').textContent).toContain('Archived1');
    fireEvent.click(screen.getByTestId('open-archive'));
    expect(ids()).toEqual(['5']);
    fireEvent.click(screen.getByTestId('leave-archive'));
    expect(ids()).toHaveLength(4);
  });

  it('keep the open conversation when reading it took the reason', () => {
    const services = show([conversation('1', { unread: 1 }), conversation('2', { unread: 1 })], '1');
    tab('Unread');
    act(() => services.stores.conversations.setState({ list: [conversation('1'), conversation('2', { unread: 1 })] }));
    expect(ids()).toEqual(['1', '2']);
    tab('All');
    tab('Unread');
    expect(ids()).toEqual(['2']);
  });

  it('[U-21] without anything say so and lead back', () => {
    show([conversation('1')]);
    tab('Mentions');
    expect(screen.getByTestId('nothing-mentions').textContent).toContain('until you have read them');
    fireEvent.click(screen.getByText('Show all'));
    expect(ids()).toEqual(['1']);
  });
});

describe('[F-50] menu of a conversation', () => {
  const openMenu = async (at = 0): Promise<void> => {
    fireEvent.contextMenu(rows()[at]!);
    await screen.findByTestId('menu-pin');
  };
  const choose = async (name: string): Promise<void> => void fireEvent.click(await screen.findByTestId(`menu-${name}`));

  it('pins, marks, archives and removes; the open one is left when it goes', async () => {
    show([conversation('7', { lastSeq: 9, unread: 1 }), conversation('8', { pinnedAt: 4, archived: false })], '7');
    await openMenu();
    await choose('read');
    expect(client.markRead).toHaveBeenCalledExactlyOnceWith('7', 9);
    await openMenu(1);
    await choose('pin');
    expect(client.setPinned).toHaveBeenCalledExactlyOnceWith('8', false);
    await openMenu(1);
    await choose('unread');
    expect(client.markUnread).toHaveBeenCalledExactlyOnceWith('8');
    await openMenu(1);
    await choose('archive');
    expect(client.archive).toHaveBeenCalledExactlyOnceWith('8', true);
    await openMenu();
    await choose('remove');
    expect(client.closeConversation).toHaveBeenCalledExactlyOnceWith('7');
    expect(screen.getByTestId('address').textContent).toBe('/chat');
  });

  it.each([
    ['mute', 'mute.2.hour', 2, 3_600_000],
    ['mute', 'mute.2.ever', 2, 0],
    ['mentions', 'mute.1.hours', 1, 28_800_000],
  ] as const)('%s › %s', async (menu, choice, level, forMs) => {
    const before = Date.now();
    show([conversation('7', { type: 'group', peerId: '0' })]);
    await openMenu();
    fireEvent.mouseEnter((await screen.findByTestId(`menu-${menu}`)).closest('li')!.firstElementChild!);
    await choose(choice);
    const [id, wanted, until = 0] = vi.mocked(client.mute).mock.lastCall!;
    expect([id, wanted, until === 0]).toEqual(['7', level, forMs === 0]);
    if (forMs > 0) expect(Math.abs(until - forMs - before)).toBeLessThan(60_000);
  });

  it('of a muted one turns notifications on again; mentions are of groups', async () => {
    show([conversation('7', { muteLevel: 2 })]);
    await openMenu();
    expect(screen.queryByTestId('menu-mentions')).toBeNull();
    await choose('unmute');
    expect(client.mute).toHaveBeenCalledExactlyOnceWith('7', 0, 0);
  });

  it('clears only after it was confirmed', async () => {
    show([conversation('7')]);
    await openMenu();
    await choose('clear');
    await screen.findByText(/deleted for you/);
    expect(client.clear).not.toHaveBeenCalled();
    fireEvent.click(screen.getByText('Clear'));
    await waitFor(() => expect(client.clear).toHaveBeenCalledExactlyOnceWith('7'));
  });

  it('says a refusal in the words of the catalog', async () => {
    vi.mocked(client.setPinned).mockRejectedValue(new ApiError({ code: ERRORS.LIMIT_REACHED.code, error: 'LIMIT_REACHED' }));
    show([conversation('7')]);
    await openMenu();
    await choose('pin');
    expect(await screen.findByText(ERRORS.LIMIT_REACHED.en)).toBeTruthy();
  });

  it('[U-23] opens by keyboard for the row that was reached, and gives the focus back', async () => {
    show([conversation('7'), conversation('8')]);
    const list = screen.getByTestId('conversation-list');
    list.focus();
    for (const key of ['ArrowDown', 'ArrowDown']) fireEvent.keyDown(list, { key });
    fireEvent.keyDown(list, { key: 'F10', shiftKey: true });
    (await screen.findByRole('menu')).focus();
    expect(document.activeElement).not.toBe(list);
    await choose('unread');
    expect(client.markUnread).toHaveBeenCalledExactlyOnceWith('8');
    await waitFor(() => expect(document.activeElement).toBe(list));
  });

  it('opens under a finger that stays, and not under one that scrolls', async () => {
    show([conversation('7')]);
    vi.useFakeTimers();
    try {
      const row = rows()[0]!;
      fireEvent.pointerDown(row, { pointerType: 'touch', isPrimary: true, clientX: 5, clientY: 5 });
      fireEvent.pointerMove(row, { clientX: 5, clientY: 40 });
      vi.advanceTimersByTime(600);
      expect(screen.queryByTestId('menu-pin')).toBeNull();
      fireEvent.pointerDown(row, { pointerType: 'touch', isPrimary: true, clientX: 5, clientY: 5 });
      await vi.advanceTimersByTimeAsync(600);
    } finally {
      vi.useRealTimers();
    }
    expect(await screen.findByTestId('menu-pin')).toBeTruthy();
    fireEvent.click(rows()[0]!);
    expect(screen.getByTestId('address').textContent).toBe('/chat');
  });
});
