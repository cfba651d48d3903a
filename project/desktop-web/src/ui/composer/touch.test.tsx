import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { Composer } from './Composer.js';

setUpDom();

it('[U-10] on a screen that is typed on, Enter makes a line and the button sends', () => {
  window.matchMedia = (query) =>
    ({ matches: query.includes('coarse'), addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
  const client = fakeChatClient();
  renderApp(servicesFor(client), <Composer conversationId="1" peerId="201" />);
  const input = screen.getByTestId('composer-input');
  expect(document.activeElement).not.toBe(input);
  fireEvent.change(input, { target: { value: 'first line' } });
  expect(fireEvent.keyDown(input, { key: 'Enter', keyCode: 13 })).toBe(true);
  expect(client.enqueue).not.toHaveBeenCalled();
  fireEvent.click(screen.getByTestId('send'));
  expect(client.enqueue).toHaveBeenCalledOnce();
});
