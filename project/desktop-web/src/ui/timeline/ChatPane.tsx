import type { Id } from '@godwit/shared/ids/id';
import { Button } from 'antd';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useActionState, useConversations, useLink, useServices, useTimeline } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { Composer } from '../composer/Composer.js';
import { ChatNotices } from '../pinned/ChatNotices.js';
import { linkView } from '../shell/link-view.js';
import { RunningUploads } from '../uploads/RunningUploads.js';
import { MediaViewerHost } from '../viewer/MediaViewerHost.js';
import { MessageDialogs } from './actions/MessageDialogs.js';
import { SelectionBar } from './actions/SelectionBar.js';
import { ChatHeader } from './ChatHeader.js';
import styles from './ChatPane.module.css';
import { Timeline } from './Timeline.js';
import { TimelineSkeleton } from './TimelineSkeleton.js';
import { useWent } from './use-went.js';

/** Header, timeline and composer of one conversation. */
export function ChatPane({ conversationId }: { conversationId: Id }) {
  const conversation = useConversations((state) => conversationById(state, conversationId));
  const timeline = useTimeline((open) => (open?.conversationId === conversationId ? open : null));
  const ready = useConversations((state) => state.ready);
  const syncing = useLink((link) => ['connecting', 'syncing'].includes(linkView(link.status)));
  const selection = useActionState((state) => (state.selection?.conversationId === conversationId ? state.selection : null));
  const known = conversation !== undefined;
  useOpened(conversationId, known);

  if (!known && ready && !syncing) return <Missing />;
  return (
    <section className={styles.pane} data-testid="chat" data-conversation-id={conversationId}>
      <ChatHeader conversation={conversation} />
      {conversation !== undefined && <ChatNotices conversation={conversation} />}
      {conversation === undefined || timeline === null || timeline.opening ? (
        <TimelineSkeleton />
      ) : (
        <Timeline timeline={timeline} conversation={conversation} />
      )}
      <MediaViewerHost />
      <RunningUploads conversationId={conversationId} />
      {selection === null ? (
        <Composer key={conversationId} conversationId={conversationId} peerId={conversation?.peerId ?? '0'} />
      ) : (
        <SelectionBar selection={selection} />
      )}
      {conversation !== undefined && <MessageDialogs conversation={conversation} />}
    </section>
  );
}

/** Opens it while it is shown, at the message of the address if there is one; `?msg=` then leaves the address, so that the same link works again. */
function useOpened(conversationId: Id, known: boolean): void {
  const { chat, playback, stores } = useServices();
  const went = useWent();
  const say = useEffectEvent(went);
  const [params, setParams] = useSearchParams();
  const seq = Number(params.get('msg') ?? 0);
  const wanted = Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
  const first = useRef(wanted);
  const opened = useRef(false);

  useEffect(() => {
    if (!known) return undefined;
    opened.current = true;
    void chat.open(conversationId, first.current).then((went) => say(went));
    return () => {
      opened.current = false;
      chat.close();
      playback.stop();
      stores.viewer.setState({ viewed: null });
    };
  }, [chat, playback, stores, conversationId, known]);

  useEffect(() => {
    if (wanted === undefined || !opened.current) return;
    if (wanted === first.current) first.current = undefined;
    else void chat.goTo(conversationId, wanted).then((went) => say(went));
    setParams(
      (before) => {
        before.delete('msg');
        return before;
      },
      { replace: true },
    );
  }, [chat, conversationId, wanted, known, setParams]);
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
