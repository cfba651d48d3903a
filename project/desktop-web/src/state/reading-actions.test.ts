import type { TimelineItem } from '@godwit/client/view/timeline';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import { conversation, entry } from '../testing/samples.js';
import type { AppServices } from './app-services.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
const timeline = () => services.stores.timeline.getState().timeline;
const range = (from: number, to: number): TimelineItem[] => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));

beforeEach(() => {
  client = fakeChatClient();
  client.list = [conversation('1', { lastSeq: 900, readSeq: 100, unread: 800 }), conversation('2')];
  services = servicesFor(client);
});

describe('[U-7] [F-27] opening a conversation', () => {
  it('that is in memory shows at once; what is unread and is not there is waited for', async () => {
    client.timelines.set('1', range(871, 900));
    const opened = services.chat.open('1');
    expect(timeline()).toMatchObject({ opening: true, place: { at: 'unread' }, dividerSeq: 100, unreadCount: 800 });
    vi.mocked(client.goTo).mockImplementationOnce(async () => {
      client.timelines.set('1', range(80, 130));
      return true;
    });
    await opened;
    expect(client.goTo).toHaveBeenCalledWith('1', 101);
    expect(timeline()).toMatchObject({ opening: false, place: { at: 'unread' } });
    expect(timeline()?.items).toHaveLength(51);

    client.timelines.set('2', range(1, 5));
    void services.chat.open('2');
    expect(timeline()).toMatchObject({ conversationId: '2', opening: false, place: { at: 'end' } });
  });

  it('without a link begins with what is cached', async () => {
    client.timelines.set('1', range(871, 900));
    vi.mocked(client.goTo).mockRejectedValueOnce(new Error('no link'));
    await services.chat.open('1');
    expect(timeline()).toMatchObject({ opening: false, place: { at: 'unread' } });
    expect(timeline()?.items).toHaveLength(30);
  });

  it('at a message that is not there ends at the end, and says so', async () => {
    vi.mocked(client.goTo).mockResolvedValueOnce(false);
    expect(await services.chat.open('1', 7)).toBe('missing');
    expect(timeline()).toMatchObject({ opening: false, place: { at: 'end' } });
  });

  it('[U-24] bounds what is in memory: around the reader, and less of what nobody looks at', async () => {
    await services.chat.open('2');
    expect(client.keepAround).toHaveBeenLastCalledWith('2', Infinity);
    services.chat.lookAt('2', 40);
    expect(client.keepAround).toHaveBeenLastCalledWith('2', 40);
    services.chat.close();
    expect(client.keepAround).toHaveBeenLastCalledWith('2', Infinity, 80);
    expect(timeline()).toBeNull();
  });
});

it('[U-7] the way to the end is taken every time that it is asked for', async () => {
  await services.chat.open('2');
  const places = [timeline()?.place];
  await services.chat.goToEnd('2');
  places.push(timeline()?.place);
  await services.chat.goToEnd('2');
  places.push(timeline()?.place);
  expect(places).toEqual([{ at: 'end' }, { at: 'end' }, { at: 'end' }]);
  expect(new Set(places).size).toBe(3);
});

describe('[F-27] going to a day', () => {
  beforeEach(() => services.chat.open('2'));

  it('after everything leads to the end', async () => {
    expect(await services.chat.goToDate('2', 5)).toBe('missing');
    expect(client.goToEnd).toHaveBeenCalledWith('2');
    expect(timeline()?.place).toEqual({ at: 'end' });
  });

  it('without a link leads nowhere', async () => {
    const before = timeline();
    vi.mocked(client.goToDate).mockRejectedValueOnce(new Error('no link'));
    expect(await services.chat.goToDate('2', 5)).toBe('failed');
    expect(timeline()).toBe(before);
  });
});
