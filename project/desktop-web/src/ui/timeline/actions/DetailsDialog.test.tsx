import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { ApiError } from '@godwit/client/api/api-error';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient, online } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { conversation, entry } from '../../../testing/samples.js';
import { DetailsDialog } from './DetailsDialog.js';
import { hopSteps } from './hop-steps.js';

setUpDom();

const SERVER = { receivedAt: 0, forwardMs: 0.5, queueMs: 1, commitMs: 3, publishMs: 0.5 };

function show(item: EntryItem, where: Conversation = conversation('1'), client = fakeChatClient()) {
  const services = servicesFor(client);
  services.stores.link.setState({ status: online({ node: 'access-1', rttMs: 7 }) });
  renderApp(services, <DetailsDialog item={item} conversation={where} onClose={() => undefined} />);
  return client;
}

const details = (): string => screen.getByTestId('message-details').textContent;
const readersOf = (pages: readonly (readonly string[])[]) =>
  vi.fn(async (_id: string, _seq: number, after?: string) => {
    const at = after === undefined ? 0 : Number(after);
    const readers = (pages[at] ?? []).map((userId) => ({ userId, name: `Name ${userId}`, avatar: '' }));
    return { readers, next: at + 1 < pages.length ? String(at + 1) : '' };
  });
const GROUP = conversation('1', { type: 'group', memberCount: 4 });

describe('[U-9] details of a message', () => {
  it('tell its place, how far it has come, and how this device is connected', () => {
    show(entry(5, { mine: true, editedAt: 9 }), conversation('1', { peerReadSeq: 5 }));
    expect(details()).toContain('Number in the chat5');
    expect(details()).toContain('Message ID1005');
    expect(details()).toContain('Edited');
    expect(details()).toContain('StateRead');
    expect(details()).toContain('WebTransport · access-1 · 7 ms');
  });

  it('say nothing about the state of what others wrote', () => {
    show(entry(5), conversation('1', { peerReadSeq: 5 }));
    expect(details()).not.toContain('State');
  });

  it('show where the time of a message of this run went', async () => {
    const client = fakeChatClient();
    vi.mocked(client.hops).mockResolvedValue({ enqueuedAt: 100, sentAt: 102, heardAt: 120, server: SERVER });
    show(entry(5, { mine: true }), conversation('1'), client);
    const hops = await screen.findByTestId('message-hops');
    expect(hops.textContent).toContain('Outbox of this device2.0 ms');
    expect(hops.textContent).toContain('Network, both ways13.0 ms');
    expect(hops.textContent).toContain('Together20.0 ms');
  });

  it('leave out what is not known of its way', () => {
    expect(hopSteps({ heardAt: 10, server: null })).toEqual([]);
    expect(hopSteps({ heardAt: 10, server: SERVER }).map(([step]) => step)).toEqual(['forward', 'queue', 'commit', 'publish']);
    expect(hopSteps({ sentAt: 9, heardAt: 10, server: SERVER })).toContainEqual(['network', 0]);
  });
});

describe('[F-29] who has read a message', () => {
  it('is listed in pages, with how many of how many', async () => {
    show(entry(5), GROUP, fakeChatClient({ readers: readersOf([['2'], ['3']]) }));
    await waitFor(() => expect(screen.getAllByTestId('reader')).toHaveLength(1));
    fireEvent.click(screen.getByTestId('more-readers'));
    await waitFor(() => expect(screen.getAllByTestId('reader').map((one) => one.dataset['userId'])).toEqual(['2', '3']));
    expect(screen.getByTestId('readers').textContent).toContain('2 of 3 have read it.');
    expect(screen.queryByTestId('more-readers')).toBeNull();
  });

  it('is not asked in direct conversations and in groups that are too large', () => {
    const readers = readersOf([['2']]);
    const client = fakeChatClient({ readers: readers });
    show(entry(5), conversation('1'), client);
    show(entry(5), conversation('1', { type: 'group', memberCount: 101 }), client);
    expect(readers).not.toHaveBeenCalled();
  });

  it('[U-21] says why it could not be loaded, and asks again', async () => {
    const readers = vi.fn(async () => ({ readers: [], next: '' }));
    readers.mockRejectedValueOnce(new ApiError({ code: 1203, error: 'UNAVAILABLE' }));
    show(entry(5), GROUP, fakeChatClient({ readers: readers }));
    await screen.findByTestId('failure', undefined, { timeout: 5_000 });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByTestId('failure')).toBeNull());
  });
});
