import { UserPlus } from 'lucide-react';
import { Button } from 'antd';
import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { Id } from '@godwit/shared/ids/id';
import { useConversations } from '../../state/app-services.js';
import { EmptyState } from '../common/EmptyState.js';
import { Icon } from '../common/Icon.js';
import { useNow } from '../common/use-now.js';
import styles from './ConversationList.module.css';
import { ConversationRow } from './ConversationRow.js';
import { ConversationSkeleton } from './ConversationSkeleton.js';

const MINUTE_MS = 60_000;

/** Every conversation, newest activity first; ↑ ↓ move, Enter opens. */
export function ConversationList({ selectedId }: { selectedId: Id | null }) {
  const { t } = useTranslation();
  const ready = useConversations((state) => state.ready);
  const empty = useConversations((state) => state.list.length === 0);
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('list.title')}</h1>
        <Link
          to="/contacts"
          className={styles.add}
          aria-label={t('list.addFriend')}
          title={t('list.addFriend')}
          data-testid="list-add-friend"
        >
          <Icon of={UserPlus} size={22} />
        </Link>
      </header>
      <div className={styles.body}>{ready ? empty ? <NoConversations /> : <Rows selectedId={selectedId} /> : <ConversationSkeleton />}</div>
    </>
  );
}

function NoConversations() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyState title={t('list.empty')} hint={t('list.emptyHint')} testId="no-conversations">
      <Button type="primary" onClick={() => void navigate('/contacts')}>
        {t('list.addFriend')}
      </Button>
    </EmptyState>
  );
}

const optionId = (conversationId: Id): string => `conversation-${conversationId}`;

function Rows({ selectedId }: { selectedId: Id | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useConversations((state) => state.list);
  const now = useNow(MINUTE_MS);
  const virtuoso = useRef<VirtuosoHandle>(null);
  // The row that ↑ ↓ have reached since this conversation was opened; opening another one starts there.
  const [moved, setMoved] = useState({ from: selectedId, to: selectedId });
  const cursor = moved.from === selectedId ? moved.to : selectedId;

  const open = useCallback((id: Id) => void navigate(`/chat/${id}`), [navigate]);

  const move = (step: number): void => {
    const at = list.findIndex((one) => one.id === cursor);
    const next = Math.min(list.length - 1, Math.max(0, at + step));
    setMoved({ from: selectedId, to: list[next]?.id ?? null });
    virtuoso.current?.scrollIntoView({ index: next });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && cursor !== null) open(cursor);
    else return;
    event.preventDefault();
  };

  return (
    <Virtuoso
      ref={virtuoso}
      className={styles.rows ?? ''}
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-activedescendant={cursor === null ? undefined : optionId(cursor)}
      onKeyDown={onKeyDown}
      data-testid="conversation-list"
      data={list}
      computeItemKey={(_, conversation) => conversation.id}
      increaseViewportBy={200}
      itemContent={(_, conversation) => (
        <ConversationRow
          id={optionId(conversation.id)}
          conversation={conversation}
          selected={conversation.id === selectedId}
          current={conversation.id === cursor}
          now={now}
          onOpen={open}
        />
      )}
    />
  );
}
