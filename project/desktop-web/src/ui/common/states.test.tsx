import { ApiError } from '@godwit/client/api/api-error';
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { Loaded } from './Loaded.js';
import { PanelBoundary } from './PanelBoundary.js';
import { UpdatePrompt } from './UpdatePrompt.js';

setUpDom();

describe('[U-21] a part that breaks', () => {
  it('says so, is kept for the diagnostics, and can be tried again while the rest goes on', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let broken = true;
    const Part = () => {
      if (broken) throw new TypeError('x is undefined');
      return <p>here again</p>;
    };
    const services = servicesFor(fakeChatClient());
    renderApp(
      services,
      <>
        <p>the rest</p>
        <PanelBoundary resetKey="part">
          <Part />
        </PanelBoundary>
      </>,
    );
    expect(screen.getByTestId('panel-broken')).toBeTruthy();
    expect(screen.getByText('the rest')).toBeTruthy();
    expect(services.stores.problems.getState().problems.map(({ where, text }) => [where, text])).toEqual([
      ['page', 'TypeError: x is undefined'],
    ]);
    broken = false;
    fireEvent.click(screen.getByText('Try again'));
    expect(screen.getByText('here again')).toBeTruthy();
  });
});

describe('[U-21] a list of REST', () => {
  const query = { data: undefined, error: null, errorUpdatedAt: 0, isFetching: false, refetch: vi.fn() };
  const list = (data: string[]) => <p>{data.join()}</p>;

  it('that was there before stays, with a word about why it is old', () => {
    const error = new ApiError({ code: 1203, error: 'UNAVAILABLE', status: 503 });
    renderApp(servicesFor(fakeChatClient()), <Loaded<string[]> query={{ ...query, data: ['kept'], error }}>{list}</Loaded>);
    expect(screen.getByText('kept')).toBeTruthy();
    expect(screen.getByTestId('failure').dataset['error']).toBe('UNAVAILABLE');
  });

  it('that was refused for a while is asked for again when that is over', async () => {
    vi.useFakeTimers();
    const refetch = vi.fn();
    const error = new ApiError({ code: 1205, error: 'RATE_LIMIT', status: 429, retryAfterMs: 8_000 });
    renderApp(
      servicesFor(fakeChatClient()),
      <Loaded<string[]> query={{ ...query, error, errorUpdatedAt: Date.now(), refetch }}>{list}</Loaded>,
    );
    await act(() => vi.advanceTimersByTimeAsync(7_900));
    expect(refetch).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(1_200));
    expect(refetch).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('that is on its way shows its shape, and nothing else', () => {
    renderApp(servicesFor(fakeChatClient()), <Loaded<string[]> query={query}>{list}</Loaded>);
    expect(screen.getByTestId('skeleton')).toBeTruthy();
    expect(screen.queryByTestId('load-failed')).toBeNull();
  });
});

describe('[U-20] a new version of the client', () => {
  it('is offered on every page, and not again after Later', () => {
    const services = servicesFor(fakeChatClient());
    renderApp(services, <UpdatePrompt />);
    expect(screen.queryByTestId('update-prompt')).toBeNull();
    act(() => services.updates.store.setState({ ready: true }));
    expect(screen.getByTestId('update-now')).toBeTruthy();
    fireEvent.click(screen.getByTestId('update-later'));
    expect(screen.queryByTestId('update-prompt')).toBeNull();
  });
});
