import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { ApiError } from '@godwit/client/api/api-error';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { RECALL_MS } from '@godwit/shared/message-terms';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { conversation, entry, pending } from '../../../testing/samples.js';
import { MessageActions } from './MessageActions.js';

setUpDom();
afterEach(() => vi.useRealTimers());

const fresh = (patch: Partial<EntryItem> = {}): EntryItem => entry(5, { createdAt: Date.now(), ...patch });

function show(item: EntryItem | PendingItem, where: Conversation = conversation('1'), client = fakeChatClient()) {
  const services = servicesFor(client);
  services.stores.conversations.setState({ ready: true, list: [where] });
  renderApp(
    services,
    <MessageActions item={item} conversation={where}>
      <div data-bubble-box>
        <p>the message</p>
      </div>
    </MessageActions>,
  );
  return { client, services };
}

const row = (): HTMLElement => document.querySelector('[data-message]')!;
const openMenu = async (): Promise<HTMLElement> => {
  fireEvent.contextMenu(row(), { clientX: 5, clientY: 5 });
  return screen.findByTestId('message-menu');
};
const choose = async (name: string): Promise<void> => {
  const menu = await openMenu();
  fireEvent.click(within(menu).getByRole('menuitem', { name }));
};
const refusal = (name: keyof typeof ERRORS): ApiError => new ApiError({ code: ERRORS[name].code, error: name });

describe('[U-9] the menu of a message opens', () => {
  it.each([
    ['the right button', () => fireEvent.contextMenu(row())],
    ['the context menu key', () => fireEvent.keyDown(row(), { key: 'ContextMenu' })],
    ['Shift+F10', () => fireEvent.keyDown(row(), { key: 'F10', shiftKey: true })],
  ])('by %s, has the focus, and gives it back', async (_, open) => {
    show(fresh());
    row().focus();
    open();
    const menu = await screen.findByTestId('message-menu');
    await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(row()));
  });

  it('by a long press of a finger, not by one that scrolls', async () => {
    vi.useFakeTimers();
    show(fresh());
    const finger = { pointerType: 'touch', isPrimary: true, clientX: 10, clientY: 10 };
    fireEvent.pointerDown(row(), finger);
    fireEvent.pointerMove(row(), { ...finger, clientY: 40 });
    await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(screen.queryByTestId('message-menu')).toBeNull();
    fireEvent.pointerDown(row(), finger);
    await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(screen.getByTestId('message-menu')).toBeTruthy();
    // No mouse event may follow that would close it.
    expect(fireEvent.touchEnd(row())).toBe(false);
  });

  it('by the bar, which comes with the mouse and goes with it', async () => {
    show(fresh());
    expect(screen.queryByTestId('message-bar')).toBeNull();
    fireEvent.pointerEnter(row(), { pointerType: 'mouse' });
    fireEvent.click(screen.getByTestId('bar-more'));
    expect(await screen.findByTestId('message-menu')).toBeTruthy();
    fireEvent.keyDown(screen.getByTestId('message-menu'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('message-menu')).toBeNull());
    fireEvent.pointerLeave(row());
    expect(screen.queryByTestId('message-bar')).toBeNull();
  });
});

describe('[U-9] the bar of a message', () => {
  /** As browsers tell of a mouse that goes from one place to another. */
  const move = (from: Element, to: Element): void => {
    fireEvent.pointerOut(from, { pointerType: 'mouse', relatedTarget: to });
    fireEvent.pointerOver(to, { pointerType: 'mouse', relatedTarget: from });
  };

  it('does not stay behind when the mouse went into the menu and that closed', async () => {
    show(fresh());
    move(document.body, row());
    expect(screen.getByTestId('message-bar')).toBeTruthy();
    const menu = await openMenu();
    move(row(), menu);
    fireEvent.click(within(menu).getByRole('menuitem', { name: 'Copy text' }));
    await waitFor(() => expect(screen.queryByTestId('message-menu')).toBeNull());
    expect(screen.queryByTestId('message-bar')).toBeNull();
  });
});

describe('[U-9] what the menu does', () => {
  it('reply and edit tell the composer', async () => {
    const item = fresh({ mine: true });
    const { services } = show(item);
    await choose('Reply');
    expect(services.stores.compose.getState().targets['1']).toEqual({ mode: 'reply', item });
    await choose('Edit');
    expect(services.stores.compose.getState().targets['1']).toEqual({ mode: 'edit', item });
  });

  it('[F-32] recalls', async () => {
    const { client } = show(fresh({ mine: true }));
    await choose('Recall');
    expect(client.recall).toHaveBeenCalledExactlyOnceWith('1', 5);
  });

  it('[F-32] recall disappears when the time has run out, also from an open menu', async () => {
    vi.useFakeTimers();
    show(fresh({ mine: true, createdAt: Date.now() - RECALL_MS + 5_000 }));
    fireEvent.contextMenu(row());
    await vi.advanceTimersByTimeAsync(100);
    expect(screen.getByTestId('action-recall')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(7_000);
    expect(screen.queryByTestId('action-recall')).toBeNull();
    expect(screen.getByTestId('action-edit')).toBeTruthy();
  });

  it('[F-32] what somebody else wrote is recalled after a question', async () => {
    const { client } = show(fresh(), conversation('1', { type: 'group', role: 2 }));
    await choose('Recall');
    expect(client.recall).not.toHaveBeenCalled();
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Recall' }));
    await waitFor(() => expect(client.recall).toHaveBeenCalledExactlyOnceWith('1', 5));
  });

  it('[F-32] [F-53] an admin recalls what members wrote, not what other admins did', async () => {
    const members = vi.fn(async () => ({
      members: [
        { userId: '9', role: 'owner' },
        { userId: '200', role: 'admin' },
        { userId: '300', role: 'member' },
      ],
      nextCursor: '',
    }));
    const client = fakeChatClient({ groups: { members } as never });
    const where = conversation('1', { type: 'group', role: 1 });
    show(fresh({ senderId: '300' }), where, client);
    await openMenu();
    expect(await screen.findByTestId('action-recall')).toBeTruthy();
    cleanup();
    show(fresh({ senderId: '200' }), where, client);
    await openMenu();
    await waitFor(() => expect(members).toHaveBeenCalledTimes(2));
    await act(async () => undefined);
    expect(screen.queryByTestId('action-recall')).toBeNull();
  });

  it('[F-41] stars, and then offers to take it back', async () => {
    const { client } = show(fresh());
    await choose('Add to favourites');
    expect(client.star).toHaveBeenCalledExactlyOnceWith('1', 5);
    await waitFor(() => expect(screen.queryByText('Added to favourites.')).toBeTruthy());
    await choose('Remove from favourites');
    expect(client.unstar).toHaveBeenCalledExactlyOnceWith('1', 5);
  });

  it('[F-34] deletes for the user alone, after a question', async () => {
    const { client } = show(fresh());
    await choose('Delete for me');
    const question = await screen.findByRole('dialog');
    expect(question.textContent).toContain('It disappears on all your devices for good.');
    fireEvent.click(within(question).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(client.hide).toHaveBeenCalledExactlyOnceWith('1', 5, 5));
  });

  it('copies a link to the message', async () => {
    const writeText = vi.fn(async () => undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    show(fresh());
    await choose('Copy link');
    expect(writeText).toHaveBeenCalledExactlyOnceWith(`${location.origin}/chat/1?msg=5`);
    expect(await screen.findByText('Copied.')).toBeTruthy();
  });

  it('[F-25] sends a failed message again', async () => {
    const { client } = show(pending('failed'));
    await choose('Send again');
    expect(client.retry).toHaveBeenCalledExactlyOnceWith('77');
  });

  it('a refusal is said in the words of the catalog, and nothing is remembered', async () => {
    const client = fakeChatClient();
    vi.mocked(client.star).mockRejectedValue(refusal('LIMIT_REACHED'));
    const { services } = show(fresh(), conversation('1'), client);
    await choose('Add to favourites');
    expect(await screen.findByText(ERRORS.LIMIT_REACHED.en)).toBeTruthy();
    expect(services.stores.actions.getState().starred.size).toBe(0);
  });
});

describe('[F-35] reactions', () => {
  const reaction = { emoji: '👍', count: 2, userIds: [], mine: true };

  it('a usual one is given with one click, and taken back with another', async () => {
    const { client } = show(fresh({ reactions: [reaction] }));
    await openMenu();
    fireEvent.click(screen.getByRole('button', { name: 'React with 🎉' }));
    expect(client.react).toHaveBeenCalledExactlyOnceWith('1', 5, '🎉');
    await openMenu();
    const mine = screen.getByRole('button', { name: 'React with 👍' });
    expect(mine.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(mine);
    expect(client.unreact).toHaveBeenCalledExactlyOnceWith('1', 5, '👍');
  });

  it('of a message with 20 kinds only those that are there', async () => {
    const kinds = Array.from({ length: 20 }, (_, at) => ({ ...reaction, emoji: at === 0 ? '👍' : String(at), mine: false }));
    show(fresh({ reactions: kinds }));
    await openMenu();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'React with 👍' }).disabled).toBe(false);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'React with 🎉' }).disabled).toBe(true);
  });
});
