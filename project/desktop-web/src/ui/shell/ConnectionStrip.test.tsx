import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, online, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { ConnectionStrip } from './ConnectionStrip.js';

setUpDom();

let client: FakeChatClient;
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  client = fakeChatClient();
  renderApp(servicesFor(client), <ConnectionStrip />);
});
afterEach(() => vi.useRealTimers());

const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
const strip = (): HTMLElement | null => screen.queryByTestId('connection-strip');
const become = (status: Parameters<typeof client.emit<'status'>>[1]): void => act(() => client.emit('status', status));

describe('[U-3] connection strip', () => {
  it('says nothing of a link that is up soon, and that it connects or syncs when that takes longer', async () => {
    await pass(100);
    expect(strip()).toBeNull();
    await pass(900);
    expect(strip()?.textContent).toContain('Connecting');
    become(online({ syncing: true }));
    expect(strip()).toBeNull();
    await pass(1_000);
    expect(strip()?.textContent).toBe('Syncing…');
    become(online({ syncing: true, syncPercent: 42 }));
    expect(strip()?.textContent).toBe('Syncing…42 %');
    become(online());
    expect(strip()).toBeNull();
  });

  it('counts down to the next attempt, and tries at once when told to', async () => {
    become({ at: 'waiting', storage: 'indexeddb', retryAt: Date.now() + 9_000, reason: 'lost' });
    const seconds = (): number => Number(/(\d+) s/.exec(strip()?.textContent ?? '')?.[1]);
    const before = seconds();
    await pass(3_000);
    expect(seconds()).toBeLessThan(before);
    fireEvent.click(screen.getByTestId('retry-now'));
    expect(client.wake).toHaveBeenCalledTimes(1);
  });

  it('tells of compatible mode until it is dismissed', () => {
    become(online({ transport: 'websocket' }));
    expect(strip()?.dataset['state']).toBe('compatible');
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(strip()).toBeNull();
  });

  it('gives the details, and copies them for whoever helps', async () => {
    const writeText = vi.fn(async (_: string) => undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    become(online({ transport: 'websocket', node: 'access-7', rttMs: 12.34 }));
    fireEvent.click(screen.getByTestId('strip-details'));
    const details = await screen.findByTestId('link-details');
    for (const words of ['WebSocket', 'access-7', '12.3 ms', 'Last sync']) expect(details.textContent).toContain(words);
    fireEvent.click(screen.getByTestId('copy-diagnostics'));
    await waitFor(() => expect(writeText.mock.lastCall?.[0]).toContain('Node: access-7'));
  });
});
