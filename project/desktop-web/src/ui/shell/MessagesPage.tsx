import type { Id } from '@godwit/shared/ids/id';
import { type CSSProperties, lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useConversations, useLayout, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { useWide } from '../common/use-wide.js';
import { ConversationList } from '../conversation-list/ConversationList.js';
import { ConversationDrawer } from '../drawer/ConversationDrawer.js';
import { TimelineSkeleton } from '../timeline/TimelineSkeleton.js';
import { ListDivider } from './ListDivider.js';
import styles from './MessagesPage.module.css';

const ChatPane = lazy(async () => ({ default: (await import('../timeline/ChatPane.js')).ChatPane }));

/** List beside chat; one of them below 768 px. With room for both it opens where the user was. */
export function MessagesPage() {
  const { t } = useTranslation();
  const { lastConversation } = useServices();
  const { id } = useParams();
  const wide = useWide();
  const ready = useConversations((state) => state.ready);
  const listWidth = useLayout((state) => state.listWidth);
  useVisit(id);
  const last = id === undefined && wide && ready ? lastConversation.read() : null;
  if (last !== null) return <Navigate to={`/chat/${last}`} replace />;
  return (
    <div className={styles.page} data-open={id !== undefined} style={{ '--list-width': `${listWidth}px` } as CSSProperties}>
      <div
        id="conversations"
        tabIndex={-1}
        role={wide || id !== undefined ? 'complementary' : 'main'}
        className={styles.list}
        aria-label={t('list.label')}
      >
        <PanelBoundary resetKey="list">
          <ConversationList selectedId={id ?? null} />
        </PanelBoundary>
        {wide && <ListDivider />}
      </div>
      <main id="main" tabIndex={-1} className={styles.chat}>
        {id === undefined ? (
          <p className={styles.none} data-testid="no-chat">
            {t('chat.none')}
          </p>
        ) : (
          <PanelBoundary resetKey={id}>
            <Suspense fallback={<TimelineSkeleton />}>
              <ChatPane key={id} conversationId={id} />
            </Suspense>
          </PanelBoundary>
        )}
      </main>
      {id !== undefined && <ConversationDrawer conversationId={id} />}
    </div>
  );
}

/** Remembers the place; whoever comes to a conversation that he marked unread has come back to it. */
function useVisit(id: Id | undefined): void {
  const { lastConversation, conversations, client } = useServices();
  const known = useConversations((state) => id !== undefined && conversationById(state, id) !== undefined);
  useEffect(() => {
    if (id === undefined || !known) return;
    lastConversation.write(id);
    const conversation = client.conversation(id);
    if (conversation?.markedUnread === true) void conversations.markRead({ id, lastSeq: conversation.readSeq });
  }, [lastConversation, conversations, client, id, known]);
}
