import { ApiError } from '@godwit/client/api/api-error';
import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import type { SharedFiles, SharedKind } from '@godwit/shared/rest/conversations';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useConversations, type AppServices } from '../../../state/app-services.js';
import { conversationById } from '../../../state/conversation-store.js';
import { attachment } from '../../../testing/attachments.js';
import { fakeChatClient, type FakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { body, conversation, entry } from '../../../testing/samples.js';
import { ConversationInfo } from '../ConversationInfo.js';

setUpDom();
afterEach(() => vi.useRealTimers());

const withFiles = (seq: number, kind: EntryItem['body']['kind'], mimes: readonly string[], patch: Partial<EntryItem> = {}): EntryItem =>
  entry(seq, {
    body: body('', { kind, attachments: mimes.map((mime, at) => attachment(`${seq}${at}`, { mime, durationMs: 7_000 })) }),
    ...patch,
  });
const picture = (seq: number, patch: Partial<EntryItem> = {}): EntryItem => withFiles(seq, 'image', ['image/png'], patch);

interface Query {
  readonly kind: SharedKind;
  readonly before?: number;
}
const sharedFiles = vi.fn<(id: string, query: Query) => Promise<SharedFiles>>();
let client: FakeChatClient;
let services: AppServices;
let entries: EntryItem[];
beforeEach(() => {
  entries = [];
  sharedFiles.mockReset();
  sharedFiles.mockImplementation(async (_, { before = Infinity }) => ({
    seqs: entries.map(({ seq }) => seq).filter((seq) => seq < before),
    next: 0,
  }));
  client = fakeChatClient({ sharedFiles });
  vi.mocked(client.entriesAt).mockImplementation(async (_, seqs) => entries.filter(({ seq }) => seqs.includes(seq)));
  services = servicesFor(client);
});

function Shown() {
  const shown = useConversations((state) => conversationById(state, '1'));
  return shown === undefined ? null : <ConversationInfo conversation={shown} onClose={() => undefined} />;
}
const write = (lastSeq: number, type: Conversation['type'] = 'group'): void =>
  services.stores.conversations.setState({ ready: true, list: [conversation('1', { type, title: 'Waders', lastSeq })] });
async function open(kind?: 'Files' | 'Voice' | 'Links', type?: Conversation['type']): Promise<void> {
  write(100, type);
  renderApp(services, <Shown />);
  fireEvent.click(await screen.findByTestId('drawer-files'));
  await screen.findByTestId('shared-files');
  if (kind !== undefined) fireEvent.click(screen.getByText(kind));
}
const seqs = (testId: string): number[] => screen.queryAllByTestId(testId).map(({ dataset }) => Number(dataset['seq']));

describe('[U-13] [U-14] media and files of a chat', () => {
  it('[U-6] are squares by month, the newest first, a video with its length, without what was recalled', async () => {
    const september = Date.UTC(2026, 8, 15);
    entries = [
      picture(1, { createdAt: september }),
      picture(2, { recalled: true }),
      withFiles(3, 'image', ['image/png', 'video/mp4']),
      withFiles(4, 'file', ['application/pdf', 'image/png']),
      picture(5),
    ];
    await open();
    await waitFor(() => expect(seqs('medium')).toEqual([5, 4, 3, 3, 1]));
    expect(screen.getAllByTestId('month').map(({ textContent }) => textContent)).toEqual(['October 2026', 'September 2026']);
    expect(screen.getAllByTestId('medium')[3]!.textContent).toBe('0:07');
    expect(sharedFiles).toHaveBeenCalledWith('1', { kind: 'media', limit: 50 });
  });

  it('[U-6] open in the viewer at that one, among the others that are there', async () => {
    entries = [picture(1), withFiles(2, 'video', ['video/mp4']), picture(3)];
    await open();
    await waitFor(() => expect(seqs('medium')).toEqual([3, 2, 1]));
    fireEvent.click(within(screen.getAllByTestId('medium')[1]!).getByRole('button'));
    const { viewed } = services.stores.viewer.getState();
    expect([viewed?.item.seq, viewed?.index, viewed?.among?.map(({ seq }) => seq)]).toEqual([2, 0, [1, 2, 3]]);
    expect(screen.queryByTestId('video-player')).toBeNull();
  });

  it('are files that can be downloaded, with who sent them, and lead to their messages', async () => {
    entries = [picture(1), withFiles(2, 'file', ['application/pdf', 'image/png', 'text/plain'])];
    services.stores.layout.setState({ drawer: 'info' });
    await open('Files');
    await waitFor(() => expect(seqs('shared-file')).toEqual([2, 2]));
    const row = within(screen.getAllByTestId('shared-file')[0]!);
    await row.findByText('Nick 200');
    fireEvent.click(row.getByTestId('file-card'));
    await waitFor(() => expect(client.fileUrl).toHaveBeenCalledExactlyOnceWith('20'));
    fireEvent.click(row.getByRole('button', { name: 'Go to the message of Nick 200' }));
    expect(screen.getByTestId('address').textContent).toBe('/chat/1');
    // There is no room for it beside the chat.
    expect(services.stores.layout.getState().drawer).toBe('none');
  });

  it('[U-6] open at once from the head of the chat, and Back leads to the rest of the drawer', async () => {
    entries = [picture(1)];
    write(100);
    services.stores.layout.setState({ drawer: 'files' });
    renderApp(services, <Shown />);
    await screen.findByTestId('medium');
    fireEvent.click(screen.getByTestId('drawer-back'));
    await screen.findByTestId('drawer-files');
    expect(services.stores.layout.getState().drawer).toBe('info');
  });

  it('are voice messages that can be played', async () => {
    entries = [withFiles(2, 'voice', ['audio/webm'])];
    await open('Voice');
    await waitFor(() => expect(seqs('shared-file')).toEqual([2]));
    expect(within(screen.getByTestId('shared-file')).getByTestId('voice-play')).toBeTruthy();
  });

  it.each(['direct', 'self'] as const)('are there in a %s chat too, and Esc goes back', async (type) => {
    entries = [picture(1)];
    await open(undefined, type);
    await waitFor(() => expect(seqs('medium')).toEqual([1]));
    fireEvent.keyDown(screen.getByTestId('shared-files'), { key: 'Escape' });
    expect(await screen.findByTestId('drawer-files')).toBeTruthy();
  });

  it('[U-23] the keyboard goes along: from the heading Tab goes on and Esc goes back', async () => {
    await open();
    const heading = screen.getByRole('heading', { name: 'Media, files and links' });
    expect(document.activeElement).toBe(heading);
    fireEvent.keyDown(heading, { key: 'Escape' });
    await screen.findByTestId('drawer-files');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Group info' }));
  });

  it('are none, and say so', async () => {
    await open();
    expect((await screen.findByTestId('no-shared-files')).textContent).toContain('No pictures or videos yet');
  });

  it('are read page by page', async () => {
    entries = [picture(1), picture(2), picture(3)];
    sharedFiles.mockImplementation(async (_, { before }) => (before === undefined ? { seqs: [3, 2], next: 2 } : { seqs: [1], next: 0 }));
    await open();
    await waitFor(() => expect(seqs('medium')).toEqual([3, 2, 1]));
    expect(sharedFiles.mock.calls.map(([, { before }]) => before)).toEqual([undefined, 2]);
  });

  it('are looked for in five empty pages, and further when asked', async () => {
    entries = [picture(1)];
    sharedFiles.mockImplementation(async (_, { before = 100 }) => (before <= 94 ? { seqs: [1], next: 0 } : { seqs: [], next: before - 1 }));
    await open();
    const further = await screen.findByTestId('look-further');
    expect(sharedFiles).toHaveBeenCalledTimes(5);
    expect(screen.queryByTestId('no-shared-files')).toBeNull();
    fireEvent.click(further);
    await waitFor(() => expect(seqs('medium')).toEqual([1]));
    expect(screen.queryByTestId('look-further')).toBeNull();
  });

  it('[U-21] that cannot be read say why and can be tried again', async () => {
    entries = [picture(1)];
    sharedFiles.mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    await open();
    expect(await screen.findByTestId('failure')).toBeTruthy();
    fireEvent.click(screen.getByTestId('load-again'));
    await waitFor(() => expect(seqs('medium')).toEqual([1]));
  });

  it('that came while nobody looked are there when the view is opened again', async () => {
    entries = [picture(1)];
    await open();
    await waitFor(() => expect(seqs('medium')).toEqual([1]));
    fireEvent.click(screen.getByTestId('drawer-back'));
    services.queries.setDefaultOptions({ queries: { retry: false, staleTime: 30_000 } });
    entries = [picture(1), picture(101)];
    act(() => write(101));
    fireEvent.click(screen.getByTestId('drawer-files'));
    await waitFor(() => expect(seqs('medium')).toEqual([101, 1]));
  });

  it('follow what is written, at most once in 5 s', async () => {
    entries = [picture(1)];
    await open();
    await waitFor(() => expect(seqs('medium')).toEqual([1]));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    entries = [picture(1), picture(101), picture(102)];
    act(() => write(101));
    act(() => write(102));
    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(seqs('medium')).toEqual([102, 101, 1]);
    expect(sharedFiles).toHaveBeenCalledTimes(2);
    act(() => write(103));
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    expect(sharedFiles).toHaveBeenCalledTimes(2);
    await act(() => vi.advanceTimersByTimeAsync(1_100));
    expect(sharedFiles).toHaveBeenCalledTimes(3);
    // What failed stays as it was, and is read with the next message.
    sharedFiles.mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    entries = [...entries, picture(104)];
    act(() => write(104));
    await act(() => vi.advanceTimersByTimeAsync(5_100));
    expect(seqs('medium')).toEqual([102, 101, 1]);
    act(() => write(105));
    await act(() => vi.advanceTimersByTimeAsync(5_100));
    expect(seqs('medium')).toEqual([104, 102, 101, 1]);
  });
});

const LINK = 'https://mudflats.example/tides';
const says = (seq: number, text: string, patch: Partial<EntryItem> = {}): EntryItem => entry(seq, { body: body(text), ...patch });

describe('[U-13] [U-14] links of a chat', () => {
  it('[S14] are web addresses with the host that they lead to, the newest first, each once in its message', async () => {
    entries = [
      says(1, `\`${LINK}\` and javascript:alert(1)`),
      says(2, LINK, { recalled: true }),
      says(3, `look: ${LINK}, http://mudflats.example@b.example/\n**${LINK}**`),
      withFiles(4, 'image', ['image/png'], { body: body('https://паром.example', { kind: 'image', attachments: [attachment('9')] }) }),
    ];
    await open('Links');
    await waitFor(() => expect(seqs('shared-link')).toEqual([4, 3, 3]));
    expect(sharedFiles).toHaveBeenLastCalledWith('1', { kind: 'link', limit: 50 });
    const links = screen.getAllByTestId('link');
    expect(links.map((link) => [link.getAttribute('href'), [...link.children].map(({ textContent }) => textContent)])).toEqual([
      ['https://паром.example', ['xn--80ayfcg.example', 'https://паром.example']],
      [LINK, ['mudflats.example', LINK]],
      ['http://mudflats.example@b.example/', ['b.example', 'http://mudflats.example@b.example/']],
    ]);
    expect(links.map((link) => [link.getAttribute('rel'), link.getAttribute('target')])).toEqual(
      links.map(() => ['noopener noreferrer nofollow', '_blank']),
    );
  });

  it('say what was written with them in one line, unless that is the link alone, and who wrote it', async () => {
    entries = [says(1, ` ${LINK}\n`), says(2, `look\n\n${LINK}`)];
    await open('Links');
    await waitFor(() => expect(seqs('shared-link')).toEqual([2, 1]));
    expect(screen.getAllByTestId('link-words').map(({ textContent }) => textContent)).toEqual([`look ${LINK}`]);
    await within(screen.getAllByTestId('shared-link')[0]!).findByText('Nick 200');
  });

  it('lead to their messages', async () => {
    entries = [says(2, LINK)];
    services.stores.layout.setState({ drawer: 'info' });
    await open('Links');
    await waitFor(() => expect(seqs('shared-link')).toEqual([2]));
    fireEvent.click(await screen.findByRole('button', { name: 'Go to the message of Nick 200' }));
    expect(screen.getByTestId('address').textContent).toBe('/chat/1');
    expect(services.stores.layout.getState().drawer).toBe('none');
  });

  it('are none, and say so; are read page by page', async () => {
    await open('Links');
    expect((await screen.findByTestId('no-shared-files')).textContent).toContain('No links yet');
    fireEvent.click(screen.getByText('Media'));
    entries = [1, 2, 3].map((seq) => says(seq, LINK));
    sharedFiles.mockImplementation(async (_, { before }) => (before === undefined ? { seqs: [3, 2], next: 2 } : { seqs: [1], next: 0 }));
    fireEvent.click(screen.getByText('Links'));
    await waitFor(() => expect(seqs('shared-link')).toEqual([3, 2, 1]));
  });

  it('[U-21] that cannot be read say why and can be tried again', async () => {
    entries = [says(1, LINK)];
    await open();
    await screen.findByTestId('no-shared-files');
    sharedFiles.mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    fireEvent.click(screen.getByText('Links'));
    expect(await screen.findByTestId('failure')).toBeTruthy();
    fireEvent.click(screen.getByTestId('load-again'));
    await waitFor(() => expect(seqs('shared-link')).toEqual([1]));
  });
});
