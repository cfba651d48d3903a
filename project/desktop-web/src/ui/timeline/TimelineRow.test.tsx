import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient, ME } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { body, conversation, entry, pending } from '../../testing/samples.js';
import type { Row } from './build-rows.js';
import { TimelineRow } from './TimelineRow.js';

setUpDom();

const message = (item: Extract<Row, { at: 'message' }>['item'], mine: boolean): Row => ({
  at: 'message',
  key: item.key,
  item,
  mine,
  first: true,
  last: true,
});

function show(row: Row, marks = { read: 0, delivered: 0 }) {
  const client = fakeChatClient();
  renderApp(
    servicesFor(client),
    <TimelineRow row={row} conversation={conversation('1', { peerReadSeq: marks.read, peerDeliveredSeq: marks.delivered })} />,
  );
  return client;
}

describe('[U-8] [F-25] send states', () => {
  it.each([
    ['sending', 'Sending', pending('sending'), { read: 0, delivered: 0 }],
    ['sent', 'Sent', pending('sent'), { read: 0, delivered: 0 }],
    ['sent', 'Sent', entry(5, { mine: true }), { read: 4, delivered: 4 }],
    ['delivered', 'Delivered', entry(5, { mine: true }), { read: 4, delivered: 5 }],
    ['read', 'Read', entry(5, { mine: true }), { read: 5, delivered: 5 }],
    ['failed', 'Not sent', pending('failed'), { read: 9, delivered: 9 }],
  ] as const)('%s is shown and named', (state, name, item, marks) => {
    show(message(item, true), marks);
    const bubble = screen.getByTestId('bubble');
    expect(bubble.dataset['state']).toBe(state);
    expect(bubble.dataset['clientId']).toBe(item.clientMsgId);
    expect(screen.getByRole('img', { name })).toBeTruthy();
  });

  it('messages of others have no state', () => {
    show(message(entry(5), false), { read: 9, delivered: 9 });
    expect(screen.getByTestId('bubble').dataset).toMatchObject({ state: 'received', seq: '5' });
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('a failed one says why and can be sent again or deleted', () => {
    const client = show(message(pending('failed', { error: { code: 2003, name: 'NOT_FRIENDS' } }), true));
    expect(screen.getByTestId('failed').textContent).toContain('You can only message friends.');
    fireEvent.click(screen.getByTestId('resend'));
    fireEvent.click(screen.getByTestId('discard'));
    expect(client.retry).toHaveBeenCalledExactlyOnceWith('77');
    expect(client.discard).toHaveBeenCalledExactlyOnceWith('77');
  });
});

describe('[F-32] [F-33] messages that were changed', () => {
  it('a recalled one says so and nothing else', () => {
    show(message(entry(1, { body: body(''), recalled: true }), false));
    expect(screen.getByTestId('bubble-text').textContent).toBe('This message was recalled.');
  });

  it('an edited one says so beside its text', () => {
    show(message(entry(1, { body: body('after'), editedAt: 1 }), false));
    expect(screen.getByTestId('bubble-text').textContent).toBe('after');
    expect(screen.getByText('edited')).toBeTruthy();
  });
});

describe('[U-21] odd entries', () => {
  it('an unknown kind shows its fallback text', () => {
    show(message(entry(1, { body: body('', { kind: 'custom', fallbackText: '[a poll]' }) }), false));
    expect(screen.getByTestId('bubble-text').textContent).toBe('[a poll]');
  });

  it('[S14] markup in a text stays text', () => {
    show(message(entry(1, { body: body('<img src=x onerror=alert(1)>') }), false));
    expect(screen.getByTestId('bubble-text').innerHTML).not.toContain('<img');
    expect(screen.getByTestId('bubble-text').textContent).toBe('<img src=x onerror=alert(1)>');
  });

  it('one broken message shows a line of its own', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    show(message(entry(1, { body: null as never }), false));
    expect(screen.getByText('This message could not be shown.')).toBeTruthy();
    silence.mockRestore();
  });

  it('[F-56] [U-20] a line about a group names people: as in the group, by the remark, by their own name, oneself as you', async () => {
    const client = fakeChatClient();
    const named = (userId: string, groupNickname = '') => ({
      userId,
      username: `user${userId}`,
      nickname: `Nick ${userId}`,
      groupNickname,
    });
    vi.mocked(client.api.groups.names).mockResolvedValue([named('200'), named('300'), named('400', 'Heron')]);
    const services = servicesFor(client);
    const names = { username: 'bert', nickname: 'Bert', remark: 'Uncle', letter: 'U', pinyin: 'uncle', initials: 'u' };
    const friend = { id: '1', userId: ME, ...names, avatar: '', signature: '', starred: false, createdAt: 0 };
    const friends = ['200', '400'].map((friendId) => ({ ...friend, friendId }));
    services.stores.contacts.setState({ lists: { friends, received: [], sent: [], blocks: [] } });
    services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
    const system = { code: 'members_joined', operatorId: '200', targetIds: [ME, '300', '400'], args: ['4'] };
    const row: Row = { at: 'system', key: 's', item: entry(1, { kind: 'member', body: body('', { kind: 'system', system }) }) };
    renderApp(services, <TimelineRow row={row} conversation={conversation('1')} />);
    const line = () => screen.getByTestId('system-line').textContent;
    expect(line()).toBe('Uncle added you, Somebody, and Uncle.');
    await vi.waitFor(() => expect(line()).toBe('Uncle added you, Nick 300, and Heron.'));
    const changed = { code: 'nickname_changed', operatorId: '300', targetIds: ['300'], args: ['Stork'] };
    client.emit('entry', entry(2, { kind: 'member', body: body('', { kind: 'system', system: changed }) }));
    await vi.waitFor(() => expect(line()).toBe('Uncle added you, Stork, and Heron.'));
  });

  it('[F-62] the names in a line open profiles, the own one does not', async () => {
    const client = fakeChatClient();
    const services = servicesFor(client);
    services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
    const system = { code: 'members_joined', operatorId: '200', targetIds: [ME, '300'], args: ['3'] };
    const item = entry(1, { kind: 'member', body: body('', { kind: 'system', system }) });
    renderApp(services, <TimelineRow row={{ at: 'system', key: 's', item }} conversation={conversation('1')} />);
    await vi.waitFor(() => expect(screen.getByTestId('system-line').textContent).toBe('Nick 200 added you and Nick 300.'));
    expect(screen.getAllByTestId('user-name').map((name) => name.textContent)).toEqual(['Nick 200', 'Nick 300']);
    fireEvent.click(screen.getAllByTestId('user-name')[1]!);
    expect(services.stores.people.getState().card).toEqual({ userId: '300', conversationId: '1' });
  });

  it('a system line is in the words of the language', () => {
    const item = entry(1, {
      kind: 'system',
      body: body('', { kind: 'system', system: { code: 'friend_accepted', operatorId: '1', targetIds: [], args: [] } }),
    });
    show({ at: 'system', key: 's', item });
    expect(screen.getByTestId('system-line').textContent).toBe('You are now friends. Say hello!');
  });
});
