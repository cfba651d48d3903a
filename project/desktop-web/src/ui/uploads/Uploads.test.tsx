import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { Composer } from '../composer/Composer.js';
import { RunningUploads } from './RunningUploads.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(async () => {
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
  client = fakeChatClient();
  client.list = [conversation('1')];
  vi.mocked(client.upload).mockReturnValue(new Promise(() => undefined));
  services = servicesFor(client);
  await services.session.restore();
});

const open = () =>
  renderApp(
    services,
    <section data-testid="chat">
      <RunningUploads conversationId="1" />
      <Composer conversationId="1" peerId="201" />
    </section>,
  );
const file = (name: string, type = 'text/plain', text = 'x'): File => new File([text], name, { type });
const staged = (): (string | null)[] =>
  within(screen.getByTestId('staged'))
    .getAllByRole('listitem')
    .map((one) => one.title);
const dragged = (files: readonly File[], folders: readonly string[] = []) => ({
  types: ['Files'],
  items: [...files, ...folders.map((name) => file(name))].map((one) => ({
    kind: 'file',
    getAsFile: () => one,
    webkitGetAsEntry: () => ({ isDirectory: folders.includes(one.name) }),
  })),
});

describe('[U-11] files in the composer', () => {
  it('photos are offered in their original size, other files are not', () => {
    open();
    const choose = (...files: File[]): void => void fireEvent.change(screen.getByTestId('file-input'), { target: { files } });
    choose(file('a.txt'), file('small.jpg', 'image/jpeg'));
    expect(screen.queryByTestId('send-original')).toBeNull();
    choose(file('photo.jpg', 'image/jpeg', 'x'.repeat(1_500_000)));
    const original = screen.getByRole<HTMLInputElement>('checkbox', { name: /Original size \(1\.[45] MB\)/ });
    expect(original.checked).toBe(false);
    fireEvent.click(original);
    expect(original.checked).toBe(true);
    expect(services.stores.uploads.getState().staged['1']?.map((one) => one.original)).toEqual([true, true, true]);
  });

  it('chosen ones are shown, can be taken out, and go with the words', async () => {
    open();
    fireEvent.change(screen.getByTestId('file-input'), { target: { files: [file('a.txt'), file('b.txt')] } });
    expect(staged()).toEqual(['a.txt', 'b.txt']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove a.txt' }));
    expect(staged()).toEqual(['b.txt']);
    fireEvent.click(screen.getByTestId('send'));
    expect(screen.queryByTestId('staged')).toBeNull();
    const upload = await screen.findByTestId('upload');
    expect(upload.textContent).toContain('b.txt');
    expect(within(upload).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0');
    expect(client.enqueue).not.toHaveBeenCalled();
  });

  it('[F-25] a text is sent while a file is on its way', async () => {
    open();
    fireEvent.change(screen.getByTestId('file-input'), { target: { files: [file('a.txt')] } });
    fireEvent.click(screen.getByTestId('send'));
    fireEvent.change(screen.getByTestId('composer-input'), { target: { value: 'meanwhile' } });
    fireEvent.click(screen.getByTestId('send'));
    expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', { text: 'meanwhile' });
    expect(await screen.findByTestId('upload')).toBeTruthy();
  });

  it('a pasted picture is shown, and a table that comes as text and picture is text', () => {
    open();
    const input = screen.getByTestId('composer-input');
    fireEvent.paste(input, { clipboardData: { files: [file('table.png', 'image/png')], types: ['text/plain', 'Files'] } });
    expect(screen.queryByTestId('staged')).toBeNull();
    fireEvent.paste(input, { clipboardData: { files: [file('shot.png', 'image/png')], types: ['Files'] } });
    expect(staged()).toEqual(['shot.png']);
  });

  it('files dropped anywhere on the chat are shown, folders are refused', async () => {
    open();
    const pane = screen.getByTestId('chat');
    fireEvent.dragEnter(pane, { dataTransfer: dragged([file('a.txt')]) });
    expect(screen.getByTestId('drop-sign').textContent).toContain('Drop files');
    fireEvent.drop(pane, { dataTransfer: dragged([file('a.txt')], ['holiday']) });
    expect(screen.queryByTestId('drop-sign')).toBeNull();
    expect(staged()).toEqual(['a.txt']);
    expect(await screen.findByText(/“holiday” is a folder/)).toBeTruthy();
  });

  it('of several that are refused the first says why, and the others are counted', async () => {
    open();
    fireEvent.change(screen.getByTestId('file-input'), { target: { files: Array.from({ length: 23 }, (_, at) => file(`${at}.txt`)) } });
    expect(await screen.findByText('At most 20 files can be sent at once. “20.txt” was not added. 2 more were not added.')).toBeTruthy();
  });

  it('dragged text is not taken', () => {
    open();
    fireEvent.dragEnter(screen.getByTestId('chat'), { dataTransfer: { types: ['text/plain'], items: [] } });
    expect(screen.queryByTestId('drop-sign')).toBeNull();
  });

  it('one that failed says why, and is tried again or given up', async () => {
    const tooLarge = Object.assign(new Error(), { name: 'ApiError', code: 4002, error: 'FILE_TOO_LARGE', retryAfterMs: 0 });
    vi.mocked(client.upload).mockRejectedValueOnce(tooLarge);
    open();
    fireEvent.change(screen.getByTestId('file-input'), { target: { files: [file('film.mkv')] } });
    fireEvent.click(screen.getByTestId('send'));
    expect((await screen.findByRole('alert')).textContent).toBe('The file is too large.');
    fireEvent.click(screen.getByTestId('retry-upload'));
    await act(async () => undefined);
    expect(client.upload).toHaveBeenCalledTimes(2);
    fireEvent.click(await screen.findByTestId('cancel-upload'));
    expect(screen.queryByTestId('upload')).toBeNull();
  });
});
