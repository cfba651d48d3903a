import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import { ChatNotices } from './ChatNotices.js';

setUpDom();

function show(where: Conversation, items: readonly EntryItem[] = []) {
  const client = fakeChatClient();
  vi.mocked(client.entriesAt).mockImplementation(async (_, seqs) => seqs.map((seq) => entry(seq)));
  const services = servicesFor(client);
  services.stores.timeline.setState({ timeline: { conversationId: '1', opening: false, items, older: 'idle', dividerSeq: null } as never });
  renderApp(services, <ChatNotices conversation={where} />);
  return { client };
}

const pinned = (patch: Partial<Conversation> = {}): Conversation => conversation('1', { pinnedSeqs: [3, 7], ...patch });

describe('[U-6] [F-40] the bar of pinned messages', () => {
  it('shows the newest, goes to it, and then the one before', async () => {
    show(pinned());
    const bar = screen.getByTestId('pinned-bar');
    await waitFor(() => expect(bar.textContent).toContain('text 7'));
    expect(bar.textContent).toContain('2 of 2');
    fireEvent.click(screen.getByTestId('show-pinned'));
    expect(screen.getByTestId('address').textContent).toBe('/chat/1');
    await waitFor(() => expect(bar.textContent).toContain('text 3'));
    fireEvent.click(screen.getByTestId('show-pinned'));
    await waitFor(() => expect(bar.textContent).toContain('text 7'));
  });

  it('[F-33] shows what an edited one says now', async () => {
    show(pinned(), [entry(7, { body: body('after'), editedAt: 1 })]);
    await waitFor(() => expect(screen.getByTestId('pinned-bar').textContent).toContain('after'));
  });

  it('is not there without any', () => {
    show(conversation('1'));
    expect(screen.queryByTestId('pinned-bar')).toBeNull();
  });

  it('has a list of all, from which they are unpinned', async () => {
    const { client } = show(pinned());
    fireEvent.click(screen.getByTestId('pinned-list-button'));
    const list = await screen.findByTestId('pinned-list');
    expect(
      within(list)
        .getAllByTestId('pinned-row')
        .map((row) => row.dataset['seq']),
    ).toEqual(['7', '3']);
    fireEvent.click(within(list).getAllByTestId('unpin')[1]!);
    expect(client.unpin).toHaveBeenCalledExactlyOnceWith('1', 3);
  });

  it('[F-53] members of a group see the list only', async () => {
    show(pinned({ type: 'group', role: 0 }));
    fireEvent.click(screen.getByTestId('pinned-list-button'));
    await screen.findByTestId('pinned-list');
    expect(screen.queryByTestId('unpin')).toBeNull();
  });
});

describe('[U-6] [F-56] the announcement', () => {
  const group = (announcement: string): Conversation => conversation('1', { type: 'group', announcement });

  it('is one line, and whole after a click', async () => {
    show(group('first line\nsecond line'));
    expect(screen.getByTestId('announcement-bar').textContent).toContain('first line second line');
    fireEvent.click(screen.getByTestId('read-announcement'));
    expect((await screen.findByRole('dialog')).textContent).toContain('first line\nsecond line');
  });

  it('is put away until it says something else, over restarts', () => {
    show(group('boots'));
    fireEvent.click(screen.getByTestId('dismiss-announcement'));
    expect(screen.queryByTestId('announcement-bar')).toBeNull();
    cleanup();
    show(group('boots'));
    expect(screen.queryByTestId('announcement-bar')).toBeNull();
    cleanup();
    show(group('hats'));
    expect(screen.getByTestId('announcement-bar').textContent).toContain('hats');
  });
});
