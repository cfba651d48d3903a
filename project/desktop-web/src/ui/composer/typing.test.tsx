import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { ChatPane } from '../timeline/ChatPane.js';

const rendered = vi.hoisted(() => ({ timeline: 0 }));
vi.mock('../timeline/Timeline.js', () => ({
  Timeline: () => {
    rendered.timeline++;
    return null;
  },
}));
setUpDom();

it('[U-24] a key in the composer does not render the timeline', async () => {
  const client = fakeChatClient();
  client.list = [conversation('1')];
  client.timelines.set('1', [entry(1), entry(2)]);
  const services = servicesFor(client);
  await services.session.restore();
  renderApp(services, <ChatPane conversationId="1" />);
  await waitFor(() => expect(rendered.timeline).toBeGreaterThan(0));
  const input = screen.getByTestId('composer-input');
  const before = rendered.timeline;
  for (const text of ['h', 'he', 'hel', 'hell', 'hello']) fireEvent.change(input, { target: { value: text } });
  expect((input as HTMLTextAreaElement).value).toBe('hello');
  expect(rendered.timeline).toBe(before);
});
