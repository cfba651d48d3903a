import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { GapItem, TimelineItem } from '@godwit/client/view/timeline';
import { describe, expect, it, vi } from 'vitest';
import { useConversations, useTimeline, type AppServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { onScreen, ROW_PX, scrollBy, setUpLayout } from '../../testing/layout.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry, pending } from '../../testing/samples.js';
import { Timeline } from './Timeline.js';

setUpDom();
setUpLayout();

const range = (from: number, to: number): TimelineItem[] => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));
const gap = (fromSeq: number, toSeq: number): GapItem => ({ at: 'gap', key: `g${fromSeq}-${toSeq}`, conversationId: '1', fromSeq, toSeq });

function Opened() {
  const timeline = useTimeline((open) => open);
  const known = useConversations((state) => conversationById(state, '1'));
  return timeline === null || timeline.opening || known === undefined ? null : <Timeline timeline={timeline} conversation={known} />;
}

interface Shown {
  readonly client: FakeChatClient;
  readonly services: AppServices;
  readonly scroller: () => HTMLElement;
  /** As after an event of the SDK. */
  readonly change: (items: TimelineItem[], patch?: Parameters<typeof conversation>[1]) => Promise<void>;
}

/** Opens conversation 1 as the chat does. */
async function show(items: TimelineItem[], patch: Parameters<typeof conversation>[1] = {}, seq?: number): Promise<Shown> {
  const client = fakeChatClient();
  const services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  const put = (now: TimelineItem[], more: Parameters<typeof conversation>[1]): void => {
    const last = now.findLast((item) => item.at === 'entry')?.seq ?? 0;
    client.timelines.set('1', now);
    client.list = [conversation('1', { lastSeq: last, ...more })];
    services.stores.conversations.setState({ ready: true, list: client.list });
  };
  put(items, patch);
  await services.chat.open('1', seq);
  renderApp(services, <Opened />);
  const change: Shown['change'] = async (now, more = patch) => {
    act(() => {
      put(now, more);
      client.emit('timeline', '1');
    });
    await waitFor(() => expect(services.stores.timeline.getState().timeline?.items).toBe(now));
  };
  await act(async () => undefined);
  return { client, services, scroller: () => screen.getByTestId('timeline-scroller'), change };
}

const highestMark = (client: FakeChatClient): number => Math.max(0, ...vi.mocked(client.markRead).mock.calls.map(([, seq]) => seq));
const atEnd = (): string | undefined => screen.getByTestId('timeline').dataset['atBottom'];

describe('[U-7] [F-28] where a timeline opens', () => {
  it('at the first unread message: what is below the screen is not marked read', async () => {
    const { client, scroller } = await show(range(1, 60), { readSeq: 20, unread: 40 });
    expect(onScreen(scroller())[0]).toBe(20);
    expect(screen.getByTestId('unread-divider')).toBeTruthy();
    expect(atEnd()).toBe('false');
    expect(screen.getByTestId('jump-to-bottom').dataset['count']).toBe(String(60 - highestMark(client)));
    expect(highestMark(client)).toBeGreaterThan(20);
    expect(highestMark(client)).toBeLessThan(35);
  });

  it('at the end without unread ones', async () => {
    const { scroller } = await show(range(1, 50));
    expect(onScreen(scroller()).at(-1)).toBe(50);
    expect([atEnd(), screen.queryByTestId('jump-to-bottom')]).toEqual(['true', null]);
  });

  it('[F-36] at the message of the address, which flashes', async () => {
    const { scroller } = await show(range(1, 60), {}, 20);
    expect(onScreen(scroller())).toContain(20);
    expect(document.querySelector('[data-flash]')?.getAttribute('data-seq')).toBe('20');
  });

  it('a conversation without messages invites to write one', async () => {
    await show([], { lastSeq: 0 });
    act(() => undefined);
    expect((await screen.findByTestId('timeline-empty')).textContent).toContain('Say hello');
  });
});

describe('[U-7] a reader above the end stays where he is', () => {
  it('when older entries come in above', async () => {
    const { client, scroller, change } = await show(range(101, 160), { hasOlder: true });
    act(() => scrollBy(scroller(), -36 * ROW_PX));
    const before = onScreen(scroller());
    expect(before).not.toContain(160);
    await change(range(51, 160));
    expect(onScreen(scroller())).toEqual(before);
    expect(client.loadOlder).toHaveBeenCalled();
  });

  it('when a gap above is closed, when rows leave memory, and when others write', async () => {
    const { scroller, change } = await show([...range(1, 30), gap(31, 99), ...range(100, 160)], { lastSeq: 160 });
    act(() => scrollBy(scroller(), -15 * ROW_PX));
    const before = onScreen(scroller());
    await change([...range(1, 30), gap(31, 79), ...range(80, 160)]);
    expect(onScreen(scroller())).toEqual(before);
    await change(range(110, 160), { hasOlder: true });
    expect(onScreen(scroller())).toEqual(before);
    await change(range(110, 161), { hasOlder: true });
    expect(onScreen(scroller())).toEqual(before);
    expect(screen.getByTestId('jump-to-bottom').dataset['count']).toBe('1');
  });

  it('but at the end he follows, and what he sends himself leads there', async () => {
    const { scroller, change } = await show(range(1, 60));
    await change(range(1, 61));
    expect(onScreen(scroller()).at(-1)).toBe(61);
    act(() => scrollBy(scroller(), -20 * ROW_PX));
    await change([...range(1, 61), pending('sending')]);
    expect(atEnd()).toBe('true');
  });
});

describe('[U-7] [F-23] [F-27] loading', () => {
  it('older ones near the top, once at a time; what failed waits for the reader', async () => {
    const { client, scroller } = await show(range(101, 160), { hasOlder: true });
    vi.mocked(client.loadOlder).mockRejectedValueOnce(new Error('no link'));
    act(() => scrollBy(scroller(), -60 * ROW_PX));
    await act(async () => undefined);
    act(() => scrollBy(scroller(), 2));
    expect(client.loadOlder).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByText('Try again'));
    await act(async () => undefined);
    expect(client.loadOlder).toHaveBeenCalledTimes(2);
  });

  it('a gap from the side the reader comes from', async () => {
    const hole = gap(31, 99);
    const { client, scroller } = await show([...range(1, 30), hole, ...range(100, 160)], { lastSeq: 160 });
    expect(client.loadGap).not.toHaveBeenCalled();
    act(() => scrollBy(scroller(), -40 * ROW_PX));
    expect(client.loadGap).toHaveBeenLastCalledWith(hole, 'newer');
    await act(async () => undefined);
    act(() => {
      scroller().scrollTop = 0;
    });
    vi.mocked(client.loadGap).mockClear();
    act(() => scrollBy(scroller(), 15 * ROW_PX));
    expect(client.loadGap).toHaveBeenLastCalledWith(hole, 'older');
  });

  it('[U-24] says where the reader is, so that the rest may leave memory', async () => {
    const { client, scroller } = await show(range(1, 70));
    expect(client.keepAround).toHaveBeenLastCalledWith('1', Infinity);
    act(() => scrollBy(scroller(), -40 * ROW_PX));
    const [, seq] = vi.mocked(client.keepAround).mock.lastCall ?? [];
    expect(seq).toBe(onScreen(scroller())[0]);
  });
});

describe('[U-7] jumps', () => {
  it('back to the end, which may not be in memory', async () => {
    const { client, scroller } = await show([...range(1, 40), gap(41, 900)], { lastSeq: 900, readSeq: 10, unread: 890 });
    expect(screen.getByTestId('jump-to-bottom').getAttribute('aria-label')).toMatch(/\d+ new messages/);
    vi.mocked(client.goToEnd).mockImplementationOnce(async () => void client.timelines.set('1', range(861, 900)));
    fireEvent.click(screen.getByTestId('jump-to-bottom'));
    await waitFor(() => expect(onScreen(scroller()).at(-1)).toBe(900));
  });

  it('[F-38] to the next message that names the user, and on to the one after it', async () => {
    const named = (seq: number): TimelineItem => entry(seq, { body: body('hi', { mentions: [ME] }) });
    const items = [...range(1, 29), named(30), ...range(31, 49), named(50), ...range(51, 80)];
    const { scroller } = await show(items, { readSeq: 5, unread: 75, mentionedSeq: 50, mentioned: true });
    expect(screen.getByTestId('jump-to-mention').dataset['count']).toBe('2');
    fireEvent.click(screen.getByTestId('jump-to-mention'));
    await waitFor(() => expect(onScreen(scroller())).toContain(30));
    expect(screen.getByTestId('jump-to-mention').dataset['count']).toBe('1');
    fireEvent.click(screen.getByTestId('jump-to-mention'));
    await waitFor(() => expect(onScreen(scroller())).toContain(50));
    await waitFor(() => expect(screen.queryByTestId('jump-to-mention')).toBeNull());
  });

  it('up to the first unread message for who came in below it', async () => {
    const { scroller } = await show(range(1, 80), { readSeq: 30, unread: 50 }, 75);
    expect(screen.getByTestId('jump-to-unread').textContent).toContain('50 unread');
    fireEvent.click(screen.getByTestId('jump-to-unread'));
    await waitFor(() => expect(onScreen(scroller())).toContain(31));
    await waitFor(() => expect(screen.queryByTestId('jump-to-unread')).toBeNull());
  });

  it('[F-27] to a day, from the separator', async () => {
    const { client, services } = await show(range(1, 40));
    vi.mocked(client.goToDate).mockResolvedValueOnce(7);
    expect(await act(() => services.chat.goToDate('1', 123))).toBe('shown');
    expect(client.goToDate).toHaveBeenCalledWith('1', 123);
    expect(document.querySelector('[data-flash]')?.getAttribute('data-seq')).toBe('7');
    fireEvent.click(screen.getByTestId('day'));
    expect(await screen.findByTestId('day-picker', undefined, { timeout: 20_000 })).toBeTruthy();
  });
});

describe('[F-28] read marks', () => {
  it('nothing is marked while the window is not in use, and what was seen when it is again', async () => {
    document.hasFocus = () => false;
    const { client } = await show(range(1, 3));
    expect(client.markRead).not.toHaveBeenCalled();
    document.hasFocus = () => true;
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(client.markRead).toHaveBeenCalledWith('1', 3);
  });

  it('nor in a hidden tab that still has the focus of its window', async () => {
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { client } = await show(range(1, 3));
    expect(client.markRead).not.toHaveBeenCalled();
    state.mockReturnValue('visible');
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(client.markRead).toHaveBeenCalledWith('1', 3);
    state.mockRestore();
  });
});
