import { act, fireEvent, screen, within } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { type Feedback, useFeedback } from './feedback.js';

setUpDom();

let feedback: Feedback;
function Asker() {
  const mine = useFeedback();
  useLayoutEffect(() => void (feedback = mine));
  return null;
}
beforeEach(() => void renderApp(servicesFor(fakeChatClient()), <Asker />));

describe('[U-21] notices and questions', () => {
  it('that come before there is a place for them are shown, in order', async () => {
    act(() => {
      feedback.message.success('first');
      feedback.message.error('second');
    });
    expect(await screen.findByText('second')).toBeTruthy();
    const [first, second] = [screen.getByText('first'), screen.getByText('second')];
    expect(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
    act(() => feedback.message.info('third'));
    expect(screen.getByText('third')).toBeTruthy();
  });

  it('a question does what was asked once it is answered', async () => {
    const done: string[] = [];
    act(() => feedback.modal.confirm({ title: 'Sure?', okText: 'Do it', onOk: () => void done.push('yes') }));
    const dialog = await screen.findByRole('dialog');
    expect(done).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Do it' }));
    expect(done).toEqual(['yes']);
  });
});
