import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { EntryItem } from '@godwit/client/view/timeline';
import { describe, expect, it, vi } from 'vitest';
import { MAX_SELECTED, startSelection } from '../../../state/action-store.js';
import { useActionState } from '../../../state/app-services.js';
import { fakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { body, conversation, entry } from '../../../testing/samples.js';
import { MessageActions } from './MessageActions.js';
import { SelectionBar } from './SelectionBar.js';

setUpDom();

function Chat({ items }: { items: readonly EntryItem[] }) {
  const selection = useActionState((state) => state.selection);
  return (
    <>
      {items.map((item) => (
        <MessageActions key={item.key} item={item} conversation={conversation('1')}>
          <a href="#elsewhere">{item.body.text}</a>
        </MessageActions>
      ))}
      {selection !== null && <SelectionBar selection={selection} />}
    </>
  );
}

/** Messages 1 … count; number 1 is selected. */
function show(count: number, recalled: readonly number[] = []) {
  const client = fakeChatClient();
  const services = servicesFor(client);
  const items = Array.from({ length: count }, (_, at) => entry(at + 1, { recalled: recalled.includes(at + 1) }));
  services.stores.timeline.setState({ timeline: { conversationId: '1', opening: false, items, older: 'idle', dividerSeq: null } as never });
  startSelection(services.stores.actions, items[0]!);
  renderApp(services, <Chat items={items} />);
  return { client, services, items };
}

const row = (seq: number): HTMLElement => screen.getAllByTestId('selectable')[seq - 1]!;
const count = (): string | undefined => screen.getByTestId('selected-count').dataset['count'];
const chosen = (): number[] =>
  screen.getAllByTestId('selectable').flatMap((one, at) => (one.getAttribute('aria-checked') === 'true' ? [at + 1] : []));

describe('[U-9] choosing several messages', () => {
  it('a click chooses and a second one no longer; with Shift all up to it', () => {
    show(6);
    fireEvent.click(row(2));
    fireEvent.click(row(1));
    expect(chosen()).toEqual([2]);
    fireEvent.click(row(3));
    fireEvent.click(row(6), { shiftKey: true });
    expect(chosen()).toEqual([2, 3, 4, 5, 6]);
    expect(count()).toBe('5');
  });

  it('works with the keyboard, and links in a message are not followed', () => {
    show(2);
    fireEvent.keyDown(row(2), { key: ' ' });
    expect(chosen()).toEqual([1, 2]);
    expect(fireEvent.click(within(row(1)).getByText('text 1'))).toBe(false);
  });

  it('[F-32] recalled messages cannot be chosen, alone or in a range', () => {
    show(3, [2]);
    fireEvent.click(row(2));
    fireEvent.click(row(3), { shiftKey: true });
    expect(chosen()).toEqual([1, 3]);
  });

  it('one that is recalled meanwhile is not counted any more', () => {
    const { services, items } = show(2);
    fireEvent.click(row(2));
    const { timeline } = services.stores.timeline.getState();
    const now = [items[0]!, { ...items[1]!, recalled: true, body: body('') }];
    act(() => services.stores.timeline.setState({ timeline: { ...timeline!, items: now } }));
    expect(count()).toBe('1');
  });

  it('no more than a record holds', async () => {
    show(MAX_SELECTED + 1);
    fireEvent.click(row(MAX_SELECTED + 1), { shiftKey: true });
    expect(chosen()).toEqual([1]);
    expect(await screen.findByText(`You can select up to ${MAX_SELECTED} messages.`, undefined, { timeout: 15_000 })).toBeTruthy();
  });

  it('Esc ends it, and rows are as before', () => {
    show(2);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(screen.queryByTestId('selection-bar')).toBeNull();
    expect(screen.queryByTestId('selectable')).toBeNull();
  });
});

describe('[U-9] what is done with the chosen', () => {
  it('what cannot be done with them says why', () => {
    const { services } = show(2);
    const said = (): string | null => screen.getByTestId('selected-count').textContent;
    const isOff = (action: string): boolean => screen.getByTestId<HTMLButtonElement>(`selected-${action}`).disabled;
    expect([said(), isOff('copy')]).toEqual(['1 selected ', false]);
    fireEvent.click(row(1));
    expect([said(), isOff('forward')]).toEqual(['0 selected Choose messages', true]);
    act(() => services.stores.actions.setState({ selection: null }));
    act(() => startSelection(services.stores.actions, entry(9, { body: body('', { kind: 'image' }) })));
    expect([said(), isOff('copy'), isOff('forward')]).toEqual(['1 selected No text to copy', true, false]);
  });

  it('[F-34] deletes neighbours together, after a question', async () => {
    const { client } = show(4);
    fireEvent.click(row(2));
    fireEvent.click(row(4));
    fireEvent.click(screen.getByTestId('selected-hide'));
    const question = await screen.findByRole('dialog');
    expect(question.textContent).toContain('Delete 3 messages for you?');
    fireEvent.click(within(question).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(vi.mocked(client.hide).mock.calls).toEqual([
        ['1', 1, 2],
        ['1', 4, 4],
      ]),
    );
    await waitFor(() => expect(screen.queryByTestId('selection-bar')).toBeNull());
  });

  it('[F-41] stars all of them', async () => {
    const { client } = show(2);
    fireEvent.click(row(2));
    fireEvent.click(screen.getByTestId('selected-star'));
    await waitFor(() =>
      expect(vi.mocked(client.star).mock.calls).toEqual([
        ['1', 1],
        ['1', 2],
      ]),
    );
    await waitFor(() => expect(screen.queryByTestId('selection-bar')).toBeNull());
  });

  it('copies all of them with who wrote them and when', () => {
    const writeText = vi.fn(async () => undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const { services } = show(2);
    act(() => services.stores.conversations.setState({ ready: true, list: [conversation('1', { peerId: '200', title: 'Bert' })] }));
    fireEvent.click(row(2));
    fireEvent.click(screen.getByTestId('selected-copy'));
    const [text] = vi.mocked(writeText).mock.calls[0] as unknown as [string];
    expect(text).toMatch(/^Bert \d\d:\d\d\ntext 1\n\nBert \d\d:\d\d\ntext 2$/);
  });

  it('[F-37] opens the forward dialog with them', () => {
    const { services, items } = show(2);
    fireEvent.click(row(2));
    fireEvent.click(screen.getByTestId('selected-forward'));
    expect(services.stores.actions.getState().dialog).toEqual({ at: 'forward', items });
  });
});
