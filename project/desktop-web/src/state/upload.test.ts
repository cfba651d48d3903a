import type { UploadOptions } from '@godwit/client/files/upload';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient, online } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import { conversation } from '../testing/samples.js';
import { DEFAULT_CLIENT_CONFIG } from '@godwit/shared/client-config';
import { createServices } from '../app/create-services.js';
import { warnOnClose } from '../app/warn-on-close.js';
import type { AppServices } from './app-services.js';

setUpDom();

interface Put {
  readonly name: string;
  readonly bytes: number;
  readonly options: UploadOptions;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

let client: FakeChatClient;
let services: AppServices;
/** Uploads that have begun, in order. */
let puts: Put[];

beforeEach(async () => {
  client = fakeChatClient();
  client.list = [conversation('1')];
  puts = [];
  vi.mocked(client.upload).mockImplementation(
    (file, options = {}) =>
      new Promise<Attachment>((resolve, reject) => {
        const { name = '', signal } = options;
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        puts.push({ name, bytes: file.size, options, end: () => resolve(attachment(name, file.size)), fail: reject });
      }),
  );
  services = servicesFor(client);
  await services.session.restore();
});

const attachment = (name: string, size: number): Attachment => ({
  fileId: name,
  name,
  mime: '',
  size,
  width: 0,
  height: 0,
  durationMs: 0,
  thumbnail: new Uint8Array(),
  waveform: new Uint8Array(),
  url: '',
});
const file = (name: string, type = '', size = 10): File => new File(['x'.repeat(size)], name, { type });
const picture = (name: string): File => file(name, 'image/png');
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const stage = (...files: File[]) => services.uploads.stage('1', files);
const items = () => services.stores.uploads.getState().messages.flatMap((message) => message.items);
const sent = () => vi.mocked(client.enqueue).mock.calls.map(([id, content]) => [id, content.kind, content.attachments?.map((a) => a.name)]);
const refusal = (error: string, code: number): Error => Object.assign(new Error(error), { name: 'ApiError', code, error, retryAfterMs: 0 });

describe('[U-11] uploads', () => {
  it('refuses what cannot be sent before anything is uploaded, and says why', () => {
    const many = Array.from({ length: 20 }, (_, at) => file(`${at}.txt`));
    expect(stage(file('empty', '', 0), ...many, file('one too many'))).toEqual([
      { name: 'empty', reason: 'empty' },
      { name: 'one too many', reason: 'tooMany' },
    ]);
    expect(client.upload).not.toHaveBeenCalled();
    expect(services.stores.uploads.getState().staged['1']).toHaveLength(20);
  });

  it('refuses what is larger than the server takes', () => {
    const small = createServices({
      client,
      config: { ...DEFAULT_CLIENT_CONFIG, fileMaxBytes: 100 },
      storage: localStorage,
      languages: ['en'],
      now: Date.now,
      isOnline: () => true,
    });
    expect(small.uploads.stage('1', [file('film', '', 101), file('note', '', 100)])).toEqual([
      { name: 'film', reason: 'tooLarge', maxBytes: 100 },
    ]);
  });

  it('pictures make one message, everything else one each, and the words go with the first', async () => {
    stage(picture('a.png'), file('notes.txt'), picture('b.png'));
    services.uploads.send('1', { text: 'look' });
    await settle();
    for (const { end } of puts) end();
    await settle();
    expect(sent()).toEqual([
      ['1', 'image', ['a.png', 'b.png']],
      ['1', 'file', ['notes.txt']],
    ]);
    expect(vi.mocked(client.enqueue).mock.calls.map(([, content]) => content.text)).toEqual(['look', undefined]);
    expect(items()).toEqual([]);
  });

  it('photos are sent smaller, one decoded after the other, and as they are when somebody wants that', async () => {
    const decoding: (() => void)[] = [];
    vi.stubGlobal(
      'createImageBitmap',
      () => new Promise((resolve) => decoding.push(() => resolve({ width: 4_000, height: 3_000, close: () => undefined }))),
    );
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ drawImage: () => undefined } as never);
    vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => done(new Blob(['x'.repeat(1_000)])));
    const photo = (name: string): File => file(name, 'image/jpeg', 500_000);
    stage(photo('a.jpg'), photo('b.jpg'));
    services.uploads.send('1', {});
    await vi.waitFor(() => expect([decoding.length, puts.length]).toEqual([1, 0]));
    await settle();
    expect(decoding).toHaveLength(1);
    decoding[0]?.();
    await vi.waitFor(() => expect([decoding.length, puts.map(({ bytes }) => bytes)]).toEqual([2, [1_000]]));
    decoding[1]?.();
    await vi.waitFor(() => expect(puts).toHaveLength(2));
    stage(photo('c.jpg'));
    services.uploads.setOriginal('1', true);
    stage(photo('d.jpg'));
    services.uploads.send('1', {});
    puts[0]?.end();
    await vi.waitFor(() => expect(puts.map(({ bytes }) => bytes)).toEqual([1_000, 1_000, 500_000, 500_000]));
    expect(decoding).toHaveLength(2);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('[F-25] leaves the draft that is written meanwhile alone', async () => {
    stage(picture('a.png'));
    services.uploads.send('1', {});
    await settle();
    puts[0]?.end();
    await settle();
    expect(vi.mocked(client.enqueue).mock.calls[0]?.[2]).toEqual({ keepsDraft: true });
  });

  it('three run at once, the others wait for their turn', async () => {
    stage(...['1', '2', '3', '4'].map((name) => file(name)));
    services.uploads.send('1', {});
    await settle();
    expect(puts.map(({ name }) => name)).toEqual(['1', '2', '3']);
    puts[1]?.end();
    await settle();
    expect(puts.map(({ name }) => name)).toEqual(['1', '2', '3', '4']);
  });

  it('shows how far each is', async () => {
    stage(file('a'), file('b'));
    services.uploads.send('1', {});
    await settle();
    puts[1]?.options.onProgress?.(5, 10);
    expect(items().map(({ progress }) => progress)).toEqual([
      { at: 'sending', percent: 0 },
      { at: 'sending', percent: 50 },
    ]);
  });

  it('one of an album that is given up does not hold up the others', async () => {
    stage(picture('a.png'), picture('b.png'));
    services.uploads.send('1', {});
    await settle();
    puts[0]?.end();
    await settle();
    expect(sent()).toEqual([]);
    services.uploads.cancel(items()[1]!.id);
    await settle();
    expect(puts[1]?.options.signal?.aborted).toBe(true);
    expect(sent()).toEqual([['1', 'image', ['a.png']]]);
  });

  it('what was refused says why and can be tried again; a picture that is none then goes as a file of its own', async () => {
    stage(picture('fake.png'), picture('b.png'));
    services.uploads.send('1', {});
    await settle();
    puts[1]?.end();
    puts[0]?.fail(refusal('FILE_TYPE_REFUSED', 4003));
    await settle();
    expect(items()[0]?.progress).toMatchObject({ at: 'failed', failure: { at: 'refused', error: 'FILE_TYPE_REFUSED' } });
    services.uploads.retry(items()[0]!.id);
    await settle();
    expect(puts[2]?.options.kind).toBe('file');
    puts[2]?.end();
    await settle();
    expect(sent()).toEqual([
      ['1', 'image', ['b.png']],
      ['1', 'file', ['fake.png']],
    ]);
  });

  it('what the network broke off goes on by itself when the link is up again', async () => {
    client.emit('status', { at: 'connecting', storage: 'indexeddb' });
    stage(file('a'));
    services.uploads.send('1', {});
    await settle();
    puts[0]?.fail(refusal('NETWORK', 0));
    await settle();
    expect(items()[0]?.progress.at).toBe('failed');
    client.emit('status', online());
    await settle();
    expect(puts).toHaveLength(2);
  });

  it('what the network broke off goes on when the network is back, although the link never broke', async () => {
    stage(file('a'), file('b'));
    services.uploads.send('1', {});
    await settle();
    puts[0]?.fail(refusal('NETWORK', 0));
    puts[1]?.fail(refusal('FILE_QUOTA', 4005));
    await settle();
    services.uploads.resume();
    await settle();
    expect(puts.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
  });

  it('a message that could not be kept on this device is not lost', async () => {
    vi.mocked(client.enqueue).mockRejectedValueOnce(new Error('quota'));
    stage(file('a'), file('b'));
    services.uploads.send('1', {});
    await settle();
    puts[0]?.end();
    await settle();
    puts[1]?.end();
    await settle();
    expect(sent().map(([, , names]) => names)).toEqual([['a'], ['b'], ['a']]);
    expect(items()).toEqual([]);
  });

  it('signing out ends them', async () => {
    stage(file('a'));
    services.uploads.send('1', {});
    await settle();
    await services.session.signOut();
    expect(puts[0]?.options.signal?.aborted).toBe(true);
    expect(items()).toEqual([]);
  });

  it('words of a message whose last file is given up are a draft again, with those they name', async () => {
    const bert = { userId: '7', name: 'Bert' };
    stage(picture('a.png'), picture('b.png'));
    services.uploads.send('1', { text: 'look @Bert' }, [bert]);
    await settle();
    services.drafts.save('1', 'meanwhile');
    services.uploads.cancel(items()[0]!.id);
    expect(services.stores.drafts.getState().drafts).toEqual({ '1': 'meanwhile' });
    services.uploads.cancel(items()[0]!.id);
    expect(services.stores.drafts.getState()).toMatchObject({ drafts: { '1': 'look @Bert\nmeanwhile' }, picks: { '1': [bert] } });
  });

  it('words that wait for their files are a draft at the next sign-in when the data stays on this device', async () => {
    stage(picture('a.png'));
    services.uploads.send('1', { text: 'look' });
    await settle();
    await services.session.signOut({ wipe: false });
    expect(puts[0]?.options.signal?.aborted).toBe(true);
    expect(items()).toEqual([]);
    await services.session.signIn('alice', 'secret');
    expect(services.stores.drafts.getState().drafts).toEqual({ '1': 'look' });
  });

  it('go on when the same user signs in after his session has ended', async () => {
    stage(picture('a.png'));
    services.uploads.send('1', { text: 'look' });
    await settle();
    client.emit('session-ended', 'expired');
    services.stores.account.setState({ account: { at: 'signed-out' } });
    await services.session.signIn('alice', 'secret');
    puts[0]?.end();
    await settle();
    expect(sent()).toEqual([['1', 'image', ['a.png']]]);
  });

  it('closing the page warns while files or messages are on their way', async () => {
    const page = new EventTarget() as unknown as Window;
    warnOnClose(page, services.stores);
    const isWarned = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(isWarned()).toBe(false);
    stage(file('a'));
    services.uploads.send('1', {});
    await settle();
    expect(isWarned()).toBe(true);
    puts[0]?.end();
    await settle();
    expect(isWarned()).toBe(false);
    services.stores.conversations.setState({ list: [conversation('1', { sending: 1 })] });
    expect(isWarned()).toBe(true);
  });
});
