import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useNavigate, useSearchParams } from 'react-router';
import { expect, it, vi } from 'vitest';
import { startSelection } from '../../state/action-store.js';
import { setTarget } from '../../state/compose-store.js';
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

it('[U-11] a file on its way is in sight while another message is edited, and while messages are chosen', async () => {
  URL.createObjectURL = () => 'blob:x';
  const client = fakeChatClient();
  client.list = [conversation('1', { lastSeq: 1 })];
  client.timelines.set('1', [entry(1, { senderId: ME })]);
  vi.mocked(client.upload).mockReturnValue(new Promise(() => undefined));
  const services = servicesFor(client);
  await services.session.restore();
  renderApp(services, <ChatPane conversationId="1" />);
  services.uploads.stage('1', [new File(['x'], 'tide.txt', { type: 'text/plain' })]);
  act(() => services.uploads.send('1', {}));
  expect((await screen.findByTestId('upload')).textContent).toContain('tide.txt');
  act(() => setTarget(services.stores.compose, '1', { mode: 'edit', item: entry(1, { senderId: ME }) }));
  expect(screen.getByTestId('edit-bar')).toBeTruthy();
  expect(screen.getByTestId('upload')).toBeTruthy();
  act(() => startSelection(services.stores.actions, entry(1)));
  expect(screen.getByTestId('selection-bar')).toBeTruthy();
  expect(screen.getByTestId('upload')).toBeTruthy();
});
