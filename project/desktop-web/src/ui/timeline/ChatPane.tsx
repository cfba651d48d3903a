import type { Id } from '@godwit/shared/ids/id';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useActionState, useConversations, useLink, useServices, useTimeline } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { Composer } from '../composer/Composer.js';
import { linkView } from '../shell/link-view.js';
import { MessageDialogs } from './actions/MessageDialogs.js';
import { SelectionBar } from './actions/SelectionBar.js';
import { ChatHeader } from './ChatHeader.js';
import styles from './ChatPane.module.css';
import { Timeline } from './Timeline.js';
import { TimelineSkeleton } from './TimelineSkeleton.js';

/** Header, timeline and composer of one conversation. */
export function ChatPane({ conversationId }: { conversationId: Id }) {
  const { chat } = useServices();
  const conversation = useConversations((state) => conversationById(state, conversationId));
  const timeline = useTimeline((open) => (open?.conversationId === conversationId ? open : null));
  const ready = useConversations((state) => state.ready);
  const syncing = useLink((link) => ['connecting', 'syncing'].includes(linkView(link.status)));
  const selection = useActionState((state) => (state.selection?.conversationId === conversationId ? state.selection : null));
  const known = conversation !== undefined;

  useEffect(() => {
    if (!known) return undefined;
    void chat.open(conversationId);
    return () => chat.close();
  }, [chat, conversationId, known]);

  if (!known && ready && !syncing) return <Missing />;
  return (
    <section className={styles.pane} data-testid="chat" data-conversation-id={conversationId}>
      <ChatHeader conversation={conversation} />
      {conversation === undefined || timeline === null || timeline.opening ? (
        <TimelineSkeleton />
      ) : (
        <Timeline timeline={timeline} conversation={conversation} />
      )}
      {selection === null ? (
        <Composer key={conversationId} conversationId={conversationId} peerId={conversation?.peerId ?? '0'} />
      ) : (
        <SelectionBar selection={selection} />
      )}
      {conversation !== undefined && <MessageDialogs conversation={conversation} />}
    </section>
  );
}

function Missing() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyState title={t('chat.missing')} hint={t('chat.missingHint')} testId="chat-missing">
      <Button onClick={() => void navigate('/chat')}>{t('app.toMessages')}</Button>
    </EmptyState>
  );
}
