import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { readContactCard } from '../timeline/attachments/contact-card.js';
import { ShareContact } from './ShareContact.js';

setUpDom();

it('[F-39] [U-12] a contact goes to every chosen chat as a card, the note behind it, and the drafts stay', async () => {
  const client = fakeChatClient();
  client.list = [conversation('1'), conversation('2')];
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: client.list });
  const onClose = vi.fn();
  renderApp(services, <ShareContact person={{ userId: '7', name: 'Bert', avatar: '' }} onClose={onClose} />);
  for (const one of screen.getAllByTestId('forward-target').slice(0, 2)) fireEvent.click(one);
  fireEvent.change(screen.getByTestId('forward-note'), { target: { value: ' my brother ' } });
  fireEvent.click(screen.getByTestId('forward-send'));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  const sent = vi.mocked(client.enqueue).mock.calls;
  expect(sent.map(([to, content]) => [to, content.text ?? readContactCard(content.custom!)])).toEqual([
    ['1', { userId: '7', name: 'Bert' }],
    ['1', 'my brother'],
    ['2', { userId: '7', name: 'Bert' }],
    ['2', 'my brother'],
  ]);
  expect(sent.every(([, , options]) => options?.keepsDraft === true)).toBe(true);
});
