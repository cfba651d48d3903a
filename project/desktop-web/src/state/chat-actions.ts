import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import type { GapItem } from '@godwit/client/view/timeline';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { patchTimeline } from './timeline-store.js';

export interface ChatActions {
  /** Makes this the open timeline; what is cached shows first. */
  open(conversationId: Id): Promise<void>;
  close(): void;
  loadOlder(conversationId: Id): Promise<void>;
  loadGap(gap: GapItem): Promise<void>;
  /** false = not kept on this device, so not sent. */
  send(conversationId: Id, content: Content): Promise<boolean>;
  retry(clientMsgId: Id): Promise<void>;
  discard(clientMsgId: Id): Promise<void>;
  markRead(conversationId: Id, seq: number): void;
}

/** Timelines of this many conversations stay in memory, so that going back to one is instant. */
const MAX_OPEN = 3;

export function createChatActions({ client, stores }: { client: ChatClient; stores: Stores }): ChatActions {
  let recent: readonly Id[] = [];

  /** Leaves the ones not looked at for longest. */
  const remember = (conversationId: Id): void => {
    const [kept, left] = [[conversationId, ...recent.filter((id) => id !== conversationId)].slice(0, MAX_OPEN), recent];
    for (const id of left) if (!kept.includes(id)) client.leave(id);
    recent = kept;
  };

  return {
    async open(conversationId) {
      const conversation = client.conversation(conversationId);
      const items = client.entries(conversationId);
      remember(conversationId);
      stores.timeline.setState({
        timeline: {
          conversationId,
          opening: items.length === 0,
          items,
          older: 'idle',
          dividerSeq: conversation !== undefined && conversation.unread > 0 ? conversation.readSeq : null,
        },
      });
      await client.open(conversationId).catch(() => undefined);
      patchTimeline(stores.timeline, conversationId, { opening: false, items: client.entries(conversationId) });
    },
    close() {
      stores.timeline.setState({ timeline: null });
      stores.actions.setState({ selection: null, dialog: null });
    },
    async loadOlder(conversationId) {
      const { timeline } = stores.timeline.getState();
      if (timeline?.conversationId !== conversationId || timeline.older === 'loading') return;
      patchTimeline(stores.timeline, conversationId, { older: 'loading' });
      const older = await client.loadOlder(conversationId).then(
        () => 'idle' as const,
        () => 'failed' as const,
      );
      patchTimeline(stores.timeline, conversationId, { older, items: client.entries(conversationId) });
    },
    loadGap: (gap) => client.loadGap(gap),
    send: (conversationId, content) =>
      client.enqueue(conversationId, content).then(
        () => true,
        () => false,
      ),
    retry: (clientMsgId) => client.retry(clientMsgId),
    discard: (clientMsgId) => client.discard(clientMsgId),
    markRead(conversationId, seq) {
      void client.markRead(conversationId, seq).catch(() => undefined);
    },
  };
}
