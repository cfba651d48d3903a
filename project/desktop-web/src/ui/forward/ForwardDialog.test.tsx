import { ApiError } from '@godwit/client/api/api-error';
import { MAX_FORWARD_TARGETS } from '@godwit/client/forward/forward';
import type { EntryItem } from '@godwit/client/view/timeline';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { startSelection } from '../../state/action-store.js';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { friend } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import { ForwardDialog } from './ForwardDialog.js';

setUpDom();

const names = (): (string | undefined)[] => screen.getAllByTestId('forward-target').map((one) => one.dataset['name']);
const target = (name: string): HTMLElement => screen.getAllByTestId('forward-target').find((one) => one.dataset['name'] === name)!;
const send = (): HTMLButtonElement => screen.getByTestId('forward-send');
const search = (text: string): void => void fireEvent.change(screen.getByTestId('forward-search'), { target: { value: text } });

function show(items: readonly EntryItem[] = [entry(5)], count = 3) {
  const client = fakeChatClient();
  client.list = Array.from({ length: count }, (_, at) => conversation(String(at + 1)));
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: client.list });
  services.stores.contacts.setState({
    lists: { friends: [friend('300', { nickname: 'Zoe', pinyin: 'zoe' })], received: [], sent: [], blocks: [] },
  });
  const onClose = vi.fn();
  renderApp(services, <ForwardDialog items={items} onClose={onClose} />);
  return { client, services, onClose };
}

describe('[U-12] [F-37] the forward dialog', () => {
  it('sends to what is chosen, with the note, says so and closes', async () => {
    const { client, services, onClose } = show();
    startSelection(services.stores.actions, entry(5));
    expect(send().disabled).toBe(true);
    expect(screen.getByText('Choose one or more chats.')).toBeTruthy();
    fireEvent.click(target('Peer 1'));
    fireEvent.click(target('Peer 3'));
    expect(screen.queryByText('Choose one or more chats.')).toBeNull();
    fireEvent.change(screen.getByTestId('forward-note'), { target: { value: 'look' } });
    fireEvent.click(send());
    await waitFor(() => expect(client.forward).toHaveBeenCalledExactlyOnceWith('1', [5], { to: ['1', '3'], merged: false, note: 'look' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(screen.getByText('Forwarded to 2 chats.')).toBeTruthy();
    expect(services.stores.actions.getState().selection).toBeNull();
  });

  it('several messages go one by one or as one record; one alone is not asked about', async () => {
    const { client } = show([entry(5), entry(6)]);
    fireEvent.click(target('Peer 2'));
    fireEvent.click(screen.getByText('As one chat record'));
    fireEvent.click(send());
    await waitFor(() => expect(client.forward).toHaveBeenCalledExactlyOnceWith('1', [5, 6], { to: ['2'], merged: true, note: '' }));
  });

  it('shows the beginning of what is forwarded', () => {
    show([1, 2, 3, 4, 5].map((seq) => entry(seq)));
    const preview = screen.getByTestId('forward-preview').textContent;
    expect(preview).toContain('text 3');
    expect(preview).not.toContain('text 4');
    expect(preview).toContain('and 2 more');
  });

  it('names what has no words by its kind', () => {
    show([entry(5, { body: body('', { kind: 'voice', fallbackText: '' }) }), entry(6, { body: body('from the hide', { kind: 'image' }) })]);
    const preview = screen.getByTestId('forward-preview').textContent;
    expect(preview).toContain('[Voice 0:00]');
    expect(preview).toContain('from the hide');
  });

  it('[F-65] a friend without a conversation is found by name, and gets one first', async () => {
    const { client } = show();
    vi.mocked(client.openDirect).mockResolvedValue({ id: '77' });
    expect(names()).not.toContain('Zoe');
    search('zo');
    expect(names()).toEqual(['Zoe']);
    fireEvent.keyDown(screen.getByTestId('forward-search'), { key: 'Enter' });
    fireEvent.click(send());
    await waitFor(() => expect(client.openDirect).toHaveBeenCalledExactlyOnceWith('300'));
    expect(client.forward).not.toHaveBeenCalled();
    client.list = [...client.list, conversation('77')];
    act(() => client.emit('conversations'));
    await waitFor(() => expect(client.forward).toHaveBeenCalledExactlyOnceWith('1', [5], { to: ['77'], merged: false, note: '' }));
  });

  it('what is not found says so', () => {
    show();
    search('nobody');
    expect(screen.getByText('Nothing found')).toBeTruthy();
  });

  it('more than 20 are not taken', async () => {
    show([entry(5)], MAX_FORWARD_TARGETS + 1);
    // As many as the virtual list shows at once, then those that a search brings.
    for (const number of Array.from({ length: MAX_FORWARD_TARGETS + 1 }, (_, at) => at + 1)) {
      search(`Peer ${number}`);
      fireEvent.click(target(`Peer ${number}`));
    }
    expect(screen.getAllByTestId('chosen-target')).toHaveLength(MAX_FORWARD_TARGETS);
    expect(await screen.findByText(`You can forward to up to ${MAX_FORWARD_TARGETS} chats at once.`)).toBeTruthy();
  });

  it('a refusal is said in the words of the catalog; the choice stays', async () => {
    const { client, onClose } = show();
    vi.mocked(client.forward).mockRejectedValue(new ApiError({ code: ERRORS.ENTRY_NOT_FOUND.code, error: 'ENTRY_NOT_FOUND' }));
    fireEvent.click(target('Peer 1'));
    fireEvent.click(send());
    expect((await screen.findByTestId('failure')).textContent).toContain(ERRORS.ENTRY_NOT_FOUND.en);
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getAllByTestId('chosen-target')).toHaveLength(1);
  });
});
