import { act, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { OpenTimeline } from '../../state/timeline-store.js';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { Timeline } from './Timeline.js';

setUpDom();

const open = (count: number, dividerSeq: number | null): OpenTimeline => ({
  conversationId: '1',
  opening: false,
  items: Array.from({ length: count }, (_, at) => entry(at + 1)),
  older: 'idle',
  dividerSeq,
});
const highestMark = (client: ReturnType<typeof fakeChatClient>): number =>
  Math.max(0, ...vi.mocked(client.markRead).mock.calls.map(([, seq]) => seq));

describe('[U-7] [F-28] timeline', () => {
  it('opens at the first unread message: what is below the screen is not marked read', async () => {
    const client = fakeChatClient();
    renderApp(
      servicesFor(client),
      <Timeline timeline={open(200, 100)} conversation={conversation('1', { readSeq: 100, unread: 100, lastSeq: 200 })} />,
    );
    await act(async () => undefined);
    expect(screen.getByTestId('timeline').dataset['atBottom']).toBe('false');
    expect(screen.getByTestId('jump-to-bottom').dataset['count']).toBe('100');
    expect(highestMark(client)).toBeLessThan(130);
  });

  it('marks nothing while the window is not in use, and what was seen when it is again', async () => {
    const client = fakeChatClient();
    document.hasFocus = () => false;
    renderApp(servicesFor(client), <Timeline timeline={open(3, null)} conversation={conversation('1', { lastSeq: 3 })} />);
    await act(async () => undefined);
    expect(client.markRead).not.toHaveBeenCalled();
    document.hasFocus = () => true;
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(client.markRead).toHaveBeenCalledWith('1', 3);
  });

  it('a conversation without messages invites to write one', () => {
    renderApp(servicesFor(fakeChatClient()), <Timeline timeline={open(0, null)} conversation={conversation('1')} />);
    expect(screen.getByTestId('timeline-empty').textContent).toContain('Say hello');
  });
});
