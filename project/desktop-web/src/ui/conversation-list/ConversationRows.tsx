import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useNow } from '../common/use-now.js';
import styles from './ConversationList.module.css';
import { ConversationMenu, openMenuAt } from './ConversationMenu.js';
import { ConversationRow } from './ConversationRow.js';

const MINUTE_MS = 60_000;

const optionId = (conversationId: Id): string => `conversation-${conversationId}`;

/** ↑ ↓ Home End move, Enter opens, Shift+F10 and the menu key give the menu. */
export function ConversationRows({ list, selectedId }: { list: readonly Conversation[]; selectedId: Id | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow(MINUTE_MS);
  const virtuoso = useRef<VirtuosoHandle>(null);
  // The row that the keys have reached since this conversation was opened; opening another one starts there.
  const [moved, setMoved] = useState({ from: selectedId, to: selectedId });
  const reached = moved.from === selectedId ? moved.to : selectedId;
  const at = list.findIndex(({ id }) => id === reached);
  const cursor = at < 0 ? null : reached;

  const open = useCallback((id: Id) => void navigate(`/chat/${id}`), [navigate]);

  const moveTo = (index: number): void => {
    const next = Math.min(list.length - 1, Math.max(0, index));
    setMoved({ from: selectedId, to: list[next]?.id ?? null });
    virtuoso.current?.scrollIntoView({ index: next });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    if (key === 'ArrowDown') moveTo(at + 1);
    else if (key === 'ArrowUp') moveTo(at < 0 ? 0 : at - 1);
    else if (key === 'Home') moveTo(0);
    else if (key === 'End') moveTo(list.length - 1);
    else if ((key === 'Enter' || key === ' ') && cursor !== null) open(cursor);
    else if ((key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) && cursor !== null)
      openMenuAt(document.getElementById(optionId(cursor)));
    else return;
    event.preventDefault();
  };

  return (
    <ConversationMenu selectedId={selectedId}>
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
    </ConversationMenu>
  );
}
