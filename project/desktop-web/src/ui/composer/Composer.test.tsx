import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { Composer } from './Composer.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
});

const open = () => renderApp(services, <Composer conversationId="1" peerId="201" />);
const input = (): HTMLTextAreaElement => screen.getByTestId('composer-input');
const type = (text: string): void => void fireEvent.change(input(), { target: { value: text } });
const enter = (init: Partial<KeyboardEventInit> & { keyCode?: number } = {}): void =>
  void fireEvent.keyDown(input(), { key: 'Enter', keyCode: 13, ...init });

describe('[U-10] composer', () => {
  it('Enter sends the text and empties the field', async () => {
    open();
    type('  hello\nthere ');
    enter();
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', { text: 'hello\nthere' }));
    expect(input().value).toBe('');
  });

  it('Enter that confirms a candidate of an input method never sends', () => {
    open();
    type('ni hao');
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    expect(client.enqueue).not.toHaveBeenCalled();
    expect(input().value).toBe('ni hao');
  });

  it('blank text and Shift+Enter send nothing', () => {
    open();
    type(' \n ');
    enter();
    type('a');
    enter({ shiftKey: true });
    expect(client.enqueue).not.toHaveBeenCalled();
  });

  it('a text that could not be kept comes back', async () => {
    vi.mocked(client.enqueue).mockRejectedValueOnce(new Error('quota'));
    open();
    type('precious');
    enter();
    await waitFor(() => expect(input().value).toBe('precious'));
  });

  it('[F-42] what is typed is there again after leaving and after a restart', () => {
    const { unmount } = open();
    type('half a thought');
    unmount();
    open();
    expect(input().value).toBe('half a thought');
    const restarted = servicesFor(fakeChatClient());
    expect(localStorage.getItem('godwit.user.100.drafts')).toContain('half a thought');
    expect(restarted.stores.drafts.getState().drafts).toEqual({});
  });

  it('says why nothing can be written when the two are no friends', async () => {
    open();
    expect(screen.queryByTestId('composer-blocked')).toBeNull();
    await act(() => services.contacts.refresh());
    expect(screen.getByTestId('composer-blocked').textContent).toContain('not friends');
  });

  it('a text beyond the limit cannot be sent and says so', () => {
    open();
    type('x'.repeat(8_001));
    enter();
    expect(client.enqueue).not.toHaveBeenCalled();
    expect(screen.getByText(/8001 \/ 8000/).textContent).toContain('too long');
  });
});
