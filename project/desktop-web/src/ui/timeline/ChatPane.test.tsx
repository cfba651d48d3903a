import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useNavigate, useSearchParams } from 'react-router';
import { expect, it } from 'vitest';
import { fakeChatClient, ME } from '../../testing/fake-chat-client.js';
import { setUpLayout } from '../../testing/layout.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { ChatPane } from './ChatPane.js';

setUpDom();
setUpLayout();

function LinkedChat() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return (
    <>
      <button onClick={() => void navigate('/chat/1?msg=7')}>link</button>
      <output data-testid="search">{params.toString()}</output>
      <ChatPane conversationId="1" />
    </>
  );
}

it('[U-1] [U-7] a link opens at its message; the same link works again, and a reload comes back to where one reads', async () => {
  const client = fakeChatClient();
  client.list = [conversation('1', { lastSeq: 40 })];
  client.timelines.set(
    '1',
    Array.from({ length: 40 }, (_, at) => entry(at + 1)),
  );
  const services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
  services.stores.conversations.setState({ ready: true, list: client.list });
  renderApp(services, <LinkedChat />, '/chat/1?msg=5');
  const flashing = (): string | undefined => document.querySelector<HTMLElement>('[data-flash]')?.dataset['seq'];
  await waitFor(() => expect(flashing()).toBe('5'));
  expect(screen.getByTestId('search').textContent).toBe('');
  for (let turn = 0; turn < 2; turn += 1) {
    const before = document.querySelector<HTMLElement>('[data-flash]')?.dataset['flash'];
    fireEvent.click(screen.getByText('link'));
    await act(async () => undefined);
    await waitFor(() => expect(flashing()).toBe('7'));
    expect(document.querySelector<HTMLElement>('[data-flash]')?.dataset['flash']).not.toBe(before);
    expect(screen.getByTestId('search').textContent).toBe('');
  }
  expect(client.open).toHaveBeenCalledTimes(1);
});
