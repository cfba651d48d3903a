import type { Conversation } from '@godwit/client/view/conversation';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { setTarget } from '../../state/compose-store.js';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry } from '../../testing/samples.js';
import { Composer } from './Composer.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
});

/** Conversation 1 as the client has it. */
const hold = (patch: Partial<Conversation>): void => {
  client.list = [conversation('1', patch)];
  services.stores.conversations.setState({ ready: true, list: client.list });
};
const system = (code: string) => body('', { kind: 'system', system: { code, operatorId: '200', targetIds: [], args: [] } });
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

  it('says why nothing can be written when the two are no friends', () => {
    hold({ canSend: false });
    open();
    expect(screen.getByTestId('composer-blocked').textContent).toContain('not friends');
    fireEvent.click(screen.getByTestId('composer-befriend'));
    expect(services.stores.people.getState().card).toEqual({ userId: '201', conversationId: '1' });
  });

  it('[F-66] offers to unblock whom the user has blocked', async () => {
    const unblock = vi.fn(async () => undefined);
    client = fakeChatClient({ unblock });
    const blocked = { userId: '201', username: 'bert', nickname: 'Bert', avatar: '', createdAt: 0 };
    client.people = () => ({ friends: [], requests: [], blocks: [blocked] });
    services = servicesFor(client);
    hold({});
    open();
    expect(screen.getByTestId('composer-blocked').textContent).toContain('Unblock them to write');
    fireEvent.click(screen.getByTestId('composer-unblock'));
    await waitFor(() => expect(unblock).toHaveBeenCalledExactlyOnceWith('201'));
  });

  it.each<[string, Partial<Conversation>, string | RegExp]>([
    ['somebody is muted', { mutedUntil: Date.now() + 90_500 }, /for another 1:[23]\d min/],
    ['all are muted', { muteAll: true }, 'Only the owner and admins'],
    ['somebody left', { removed: true, lastEntry: entry(3, { body: system('member_left') }) }, 'have left'],
    ['somebody was removed', { removed: true, lastEntry: entry(3, { body: system('member_removed') }) }, 'no longer a member'],
    ['a group was dismissed', { removed: true, lastEntry: entry(3, { body: system('group_dismissed') }) }, 'dismissed'],
  ])('says why nothing can be written when %s', (_, patch, words) => {
    hold({ type: 'group', peerId: '0', ...patch });
    open();
    expect(screen.getByTestId('composer-blocked').textContent).toMatch(words);
  });

  it('a mute does not hold for admins, nor when its time is over', () => {
    hold({ type: 'group', peerId: '0', muteAll: true, mutedUntil: Date.now() + 60_000, role: 1 });
    const { unmount } = open();
    expect(input()).toBeTruthy();
    unmount();
    hold({ type: 'group', peerId: '0', mutedUntil: Date.now() - 2_000 });
    open();
    expect(input()).toBeTruthy();
  });

  it('a text beyond the limit cannot be sent and says so', () => {
    open();
    type('x'.repeat(8_001));
    enter();
    expect(client.enqueue).not.toHaveBeenCalled();
    expect(screen.getByText(/8001 \/ 8000/).textContent).toContain('too long');
  });

  it('[F-31] says that somebody types, and that he has stopped', () => {
    open();
    type('h');
    type('');
    expect(vi.mocked(client.setTyping).mock.calls).toEqual([
      ['1', true],
      ['1', false],
    ]);
  });
});

describe('[F-36] a reply', () => {
  const reply = (): void => act(() => setTarget(services.stores.compose, '1', { mode: 'reply', item: entry(4) }));

  it('quotes the message and is over when it was sent', async () => {
    open();
    reply();
    expect(screen.getByTestId('reply-bar').textContent).toContain('text 4');
    type('yes');
    enter();
    await waitFor(() =>
      expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', {
        text: 'yes',
        replyTo: { seq: 4, senderId: '200', preview: 'text 4' },
      }),
    );
    expect(screen.queryByTestId('reply-bar')).toBeNull();
  });

  it('is left with Esc, and the text stays', () => {
    open();
    type('yes');
    reply();
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(screen.queryByTestId('reply-bar')).toBeNull();
    expect(input().value).toBe('yes');
  });
});

describe('[F-33] an edit', () => {
  const own = (seq: number, createdAt = Date.now()) => entry(seq, { senderId: '100', mine: true, createdAt });

  it('↑ in an empty field edits the last own message, and the draft is there again after it', async () => {
    client.timelines.set('1', [own(1), own(2), entry(3)]);
    open();
    fireEvent.keyDown(input(), { key: 'ArrowUp', altKey: true });
    expect(input().value).toBe('');
    fireEvent.keyDown(input(), { key: 'ArrowUp' });
    expect(input().value).toBe('text 2');
    type('text two');
    enter();
    await waitFor(() => expect(client.edit).toHaveBeenCalledExactlyOnceWith('1', 2, expect.objectContaining({ text: 'text two' })));
    expect(client.enqueue).not.toHaveBeenCalled();
    expect(input().value).toBe('');
  });

  it('to nothing says why it cannot be kept', () => {
    open();
    act(() => setTarget(services.stores.compose, '1', { mode: 'edit', item: own(2) }));
    expect(screen.queryByText('A message cannot be empty.')).toBeNull();
    type('  ');
    expect(screen.getByTestId<HTMLButtonElement>('send').disabled).toBe(true);
    expect(screen.getByText('A message cannot be empty.')).toBeTruthy();
  });

  it('keeps the draft, and Esc changes nothing', () => {
    open();
    type('half a thought');
    act(() => setTarget(services.stores.compose, '1', { mode: 'edit', item: own(2) }));
    expect(input().value).toBe('text 2');
    type('other');
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(input().value).toBe('half a thought');
    expect(client.edit).not.toHaveBeenCalled();
  });

  it('is there again after another chat was looked at', () => {
    const { unmount } = open();
    act(() => setTarget(services.stores.compose, '1', { mode: 'edit', item: own(2) }));
    type('half edited');
    unmount();
    open();
    expect(screen.getByTestId('edit-bar')).toBeTruthy();
    expect(input().value).toBe('half edited');
  });

  it('↑ does nothing when the last own message is older than 15 minutes, or something is written', () => {
    client.timelines.set('1', [own(1, Date.now() - 16 * 60_000)]);
    open();
    fireEvent.keyDown(input(), { key: 'ArrowUp' });
    expect(screen.queryByTestId('edit-bar')).toBeNull();
    client.timelines.set('1', [own(2)]);
    type('x');
    fireEvent.keyDown(input(), { key: 'ArrowUp' });
    expect(screen.queryByTestId('edit-bar')).toBeNull();
  });

  it('that is refused says why, and its words are not lost', async () => {
    vi.mocked(client.edit).mockRejectedValueOnce(Object.assign(new Error('late'), { name: 'ApiError', code: 2010, error: 'EDIT_EXPIRED' }));
    open();
    act(() => setTarget(services.stores.compose, '1', { mode: 'edit', item: own(2) }));
    type('too late');
    enter();
    expect(await screen.findByText(/edited for 15 minutes/)).toBeTruthy();
    expect(input().value).toBe('too late');
  });
});

describe('[F-38] mentions', () => {
  const member = (userId: string, nickname: string, groupNickname = '') => ({
    userId,
    username: `user${userId}`,
    nickname,
    groupNickname,
    avatar: '',
    role: 'member' as const,
    mutedUntil: 0,
  });
  const members = vi.fn(async () => ({
    members: [member('100', 'Alice'), member('201', 'Bob'), member('202', 'Anna', 'Boss')],
    nextCursor: '',
  }));
  const caretAtEnd = (text: string): void => {
    type(text);
    input().setSelectionRange(text.length, text.length);
    fireEvent.select(input());
  };
  const names = (): (string | null | undefined)[] => screen.getAllByRole('option').map((one) => one.querySelector('strong')?.textContent);

  beforeEach(() => {
    members.mockClear();
    client = fakeChatClient({ groups: { members } as unknown as FakeChatClient['api']['groups'] });
    services = servicesFor(client);
  });

  it('@ lists the other members, ↓ and Enter choose one, and his id goes with the text', async () => {
    hold({ type: 'group', peerId: '0', memberCount: 3 });
    open();
    caretAtEnd('hi @bo');
    await screen.findByTestId('mention-list');
    expect(names()).toEqual(['Bob', 'Boss']);
    fireEvent.keyDown(input(), { key: 'ArrowDown' });
    const active = document.getElementById(input().getAttribute('aria-activedescendant') ?? '');
    expect([active?.textContent, active?.ariaSelected ?? active?.getAttribute('aria-selected')]).toEqual(['Boss@user202', 'true']);
    enter();
    expect(input().value).toBe('hi @Boss ');
    expect(client.enqueue).not.toHaveBeenCalled();
    enter();
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', { text: 'hi @Boss', mentions: ['202'] }));
  });

  it('Esc closes the list, and who is taken out of the text is not mentioned', async () => {
    hold({ type: 'group', peerId: '0', memberCount: 3 });
    open();
    caretAtEnd('@bob');
    await screen.findByTestId('mention-list');
    fireEvent.keyDown(input(), { key: 'Tab' });
    caretAtEnd('nobody @b');
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(screen.queryByTestId('mention-list')).toBeNull();
    enter();
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', { text: 'nobody @b' }));
  });

  it('only who leads the group may call everybody', async () => {
    hold({ type: 'group', peerId: '0', memberCount: 3 });
    const { unmount } = open();
    caretAtEnd('@');
    await screen.findByTestId('mention-list');
    expect(names()).toEqual(['Bob', 'Boss']);
    unmount();
    hold({ type: 'group', peerId: '0', memberCount: 3, role: 1 });
    open();
    caretAtEnd('@a');
    await screen.findByTestId('mention-list');
    expect(names()[0]).toBe('all');
    enter();
    enter();
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledExactlyOnceWith('1', { text: '@all', mentionAll: true }));
  });

  it('who was chosen in an edit is still named after another chat was looked at', async () => {
    hold({ type: 'group', peerId: '0', memberCount: 3 });
    setTarget(services.stores.compose, '1', { mode: 'edit', item: entry(2, { mine: true, createdAt: Date.now() }) });
    const { unmount } = open();
    caretAtEnd('text 2 @bo');
    await screen.findByTestId('mention-list');
    enter();
    unmount();
    open();
    enter();
    await waitFor(() => expect(client.edit).toHaveBeenCalledExactlyOnceWith('1', 2, expect.objectContaining({ mentions: ['201'] })));
  });

  it('there is no list between two people', () => {
    hold({});
    open();
    caretAtEnd('@b');
    expect(members).not.toHaveBeenCalled();
  });
});
