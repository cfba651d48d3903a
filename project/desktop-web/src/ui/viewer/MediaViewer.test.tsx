import type { EntryItem } from '@godwit/client/view/timeline';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { attachment } from '../../testing/attachments.js';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import { MediaViewer } from './MediaViewer.js';
import { MediaViewerHost } from './MediaViewerHost.js';
import { mediaOf } from './media-items.js';

setUpDom();

const picture = (seq: number, mime = 'image/png'): EntryItem =>
  entry(seq, { body: body('', { kind: 'image', attachments: [attachment(String(seq), { mime })] }) });

async function show(
  viewed: EntryItem,
  items: EntryItem[],
  older: readonly EntryItem[][] = [],
  client = fakeChatClient(),
): Promise<{ client: FakeChatClient; services: AppServices }> {
  client.list = [conversation('1')];
  client.timelines.set('1', items);
  vi.mocked(client.history).mockImplementation(async function* () {
    yield* older;
  });
  const services = servicesFor(client);
  services.stores.viewer.setState({ viewed: { item: viewed, index: 0 } });
  renderApp(services, <MediaViewer viewed={{ item: viewed, index: 0 }} />);
  await act(async () => undefined);
  return { client, services };
}

const place = (): string => screen.getByTestId('viewer-caption').textContent?.split(' · ').at(-1) ?? '';
const seq = (): string | undefined => screen.getByTestId('viewer-caption').dataset['seq'];
const press = (key: string, keyCode: number): void => void fireEvent.keyDown(window, { key, keyCode });

describe('[U-18] the viewer', () => {
  it('goes over the pictures of the conversation by keys, and further back than what is loaded', async () => {
    const { client } = await show(
      picture(10),
      [picture(10), entry(11), picture(12)],
      [
        [entry(4), entry(5)],
        [picture(2), entry(3)],
      ],
    );
    await waitFor(() => expect(place()).toBe('2 / 3'));
    expect(client.history).toHaveBeenCalledWith('1', { before: 10, limit: 200 });
    press('ArrowRight', 39);
    await waitFor(() => expect(seq()).toBe('12'));
    press('ArrowLeft', 37);
    press('ArrowLeft', 37);
    await waitFor(() => expect([seq(), place()]).toEqual(['2', '1 / 3']));
  });

  it('[U-14] shows pictures that were sent as files, and no other files', () => {
    const item = entry(4, { body: body('', { kind: 'file', attachments: [attachment('40', { mime: 'text/plain' }), attachment('41')] }) });
    expect(mediaOf([item]).map(({ key }) => key)).toEqual(['4.1']);
  });

  it('[U-14] goes over those that it was opened among, which need not be loaded, and further back', async () => {
    const client = fakeChatClient();
    client.timelines.set('1', [picture(99)]);
    vi.mocked(client.history).mockImplementation(async function* () {
      yield [picture(2)];
    });
    const viewed = { item: picture(20), index: 0, among: [picture(10), picture(20), picture(30)] };
    renderApp(servicesFor(client), <MediaViewer viewed={viewed} />);
    press('ArrowLeft', 37);
    await waitFor(() => expect([seq(), place()]).toEqual(['10', '2 / 4']));
    expect(client.history).toHaveBeenCalledWith('1', { before: 10, limit: 200 });
    press('ArrowRight', 39);
    press('ArrowRight', 39);
    await waitFor(() => expect([seq(), place()]).toEqual(['30', '4 / 4']));
  });

  it('says that there is none in the pages before, and looks further when asked', async () => {
    await show(picture(2_000), [picture(2_000)], [...Array.from({ length: 5 }, (_, page) => [entry(1_000 - page)]), [picture(900)]]);
    await waitFor(() => expect(screen.getByTestId('viewer-older').dataset['state']).toBe('none'));
    expect(place()).toBe('1 / 1');
    fireEvent.click(screen.getByTestId('viewer-look-further'));
    await waitFor(() => expect(place()).toBe('2 / 2'));
    expect(screen.queryByTestId('viewer-older')).toBeNull();
  });

  it('says that older ones could not be loaded, and tries again from where it was', async () => {
    const client = fakeChatClient();
    vi.mocked(client.history).mockImplementationOnce(async function* () {
      yield [entry(9)];
      throw new Error('no link');
    });
    await show(picture(10), [picture(10)], [[picture(2)]], client);
    await waitFor(() => expect(screen.getByTestId('viewer-older').textContent).toContain('could not be loaded'));
    fireEvent.click(screen.getByTestId('viewer-look-further'));
    await waitFor(() => expect(place()).toBe('2 / 2'));
    expect(client.history).toHaveBeenLastCalledWith('1', { before: 9, limit: 200 });
  });

  it('shows a video with the player of the browser', async () => {
    await show(picture(10, 'video/mp4'), [picture(10, 'video/mp4')]);
    await waitFor(() => expect(document.querySelector('video')?.getAttribute('src')).toBe('/file/10'));
    expect(screen.queryByTestId('viewer-zoom-in')).toBeNull();
  });

  it('leads to the message, and is closed by Escape', async () => {
    const { client, services } = await show(picture(10), [picture(10)]);
    services.stores.layout.setState({ drawer: 'info' });
    fireEvent.click(screen.getByTestId('viewer-go-to'));
    expect(services.stores.viewer.getState().viewed).toBeNull();
    expect(client.goTo).toHaveBeenCalledWith('1', 10);
    // There is no room for it beside the chat.
    expect(services.stores.layout.getState().drawer).toBe('none');
    services.stores.viewer.setState({ viewed: { item: picture(10), index: 0 } });
    press('Escape', 27);
    await waitFor(() => expect(services.stores.viewer.getState().viewed).toBeNull());
  });

  it('[U-23] is a dialog with a name, and so are its buttons, in the language of the user', async () => {
    const { services } = await show(picture(10), [picture(10), picture(12)]);
    act(() => services.preferences.setState({ language: 'zh' }));
    const dialog = await screen.findByRole('dialog', { name: '图片' });
    const names = within(dialog).getAllByRole('button').slice(0, 3);
    for (const [at, name] of ['关闭', '上一张', '下一张'].entries()) expect(names[at]).toBe(within(dialog).getByRole('button', { name }));
  });

  it('[U-23] gives the focus back to what had opened it', async () => {
    const client = fakeChatClient();
    const services = servicesFor(client);
    renderApp(
      services,
      <>
        <button data-testid="opener" />
        <MediaViewerHost />
      </>,
    );
    const opener = screen.getByTestId('opener');
    opener.focus();
    act(() => services.stores.viewer.setState({ viewed: { item: picture(10), index: 0 } }));
    (await screen.findByTestId('viewer-zoom-in')).focus();
    press('Escape', 27);
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('downloads what is shown', async () => {
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      expect([this.getAttribute('href'), this.download]).toEqual(['/file/10', 'shore-10.png']);
    });
    await show(picture(10), [picture(10)]);
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('viewer-download').disabled).toBe(false));
    fireEvent.click(screen.getByTestId('viewer-download'));
    expect(clicked).toHaveBeenCalledTimes(1);
    clicked.mockRestore();
  });

  it('[F-32] what was recalled is no picture any more', () => {
    expect(mediaOf([{ ...picture(1), recalled: true }, picture(2)]).map(({ key }) => key)).toEqual(['2.0']);
  });
});
