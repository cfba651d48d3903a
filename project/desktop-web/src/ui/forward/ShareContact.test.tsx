import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { readContactCard } from '../timeline/attachments/contact-card.js';
import { ShareContact } from './ShareContact.js';

setUpDom();

it('[F-39] [U-12] a contact goes to all chosen chats at once as a card, the note behind it', async () => {
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
  const [to, [card, note] = []] = vi.mocked(client.enqueueAll).mock.lastCall ?? [];
  expect([to, readContactCard(card!.custom!), note]).toEqual([['1', '2'], { userId: '7', name: 'Bert' }, { text: 'my brother' }]);
  expect(client.enqueueAll).toHaveBeenCalledOnce();
});
