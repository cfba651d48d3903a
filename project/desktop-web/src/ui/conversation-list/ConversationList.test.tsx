import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '@godwit/client/view/conversation';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation, entry } from '../../testing/samples.js';
import { ConversationList } from './ConversationList.js';

setUpDom();

function show(list: Conversation[], selectedId: string | null = null, ready = true) {
  const services = servicesFor(fakeChatClient());
  services.stores.conversations.setState({ ready, list });
  renderApp(services, <ConversationList selectedId={selectedId} />, '/chat');
  return services;
}
const rows = (): HTMLElement[] => screen.getAllByTestId('conversation');

describe('[U-4] conversation list', () => {
  it('shows name, preview and unread count, in the order given', () => {
    show([conversation('2', { unread: 3, lastEntry: entry(1, { mine: true }) }), conversation('1', { unread: 250 })]);
    expect(rows().map((row) => row.dataset['conversationId'])).toEqual(['2', '1']);
    expect(rows()[0]!.textContent).toContain('Peer 2');
    expect(rows()[0]!.textContent).toContain('You: text 1');
    expect(screen.getAllByTestId('unread-badge').map((badge) => badge.textContent)).toEqual(['3', '99+']);
  });

  it('[F-41] the conversation with oneself has a name', () => {
    show([conversation('1', { type: 'self', title: '', peerId: '0' })]);
    expect(rows()[0]!.textContent).toContain('Notes to self');
  });

  it('a draft takes the place of the preview, except in the open chat', () => {
    const services = show([conversation('1'), conversation('2')], '2');
    services.stores.drafts.setState({ drafts: { '1': 'almost', '2': 'typing now' } });
    fireEvent.focus(window);
    const previews = (): (string | null)[] => screen.getAllByTestId('preview').map((preview) => preview.textContent);
    return expect.poll(previews).toEqual(['Draft almost', 'text 1']);
  });

  it('unsent messages have an icon with a name', () => {
    show([conversation('1', { failed: 1 }), conversation('2', { sending: 2 })]);
    expect(screen.getByRole('img', { name: 'Not sent' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Sending' })).toBeTruthy();
  });

  it('[U-23] ↓ ↓ Enter opens the second conversation', () => {
    show([conversation('1'), conversation('2'), conversation('3')]);
    const list = screen.getByTestId('conversation-list');
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    expect(list.getAttribute('aria-activedescendant')).toBe('conversation-2');
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(screen.getByTestId('address').textContent).toBe('/chat/2');
  });

  it('[U-21] is a skeleton until the cache is read, then says what to do when empty', () => {
    const services = show([], null, false);
    expect(screen.getByTestId('list-skeleton')).toBeTruthy();
    services.stores.conversations.setState({ ready: true });
    return expect.poll(() => screen.queryByTestId('no-conversations')?.textContent).toContain('Add a friend');
  });
});
