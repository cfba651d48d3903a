import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrafts, usePreferences } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { isSystemKind, messageText } from '../common/entry-text.js';
import { SendStateIcon } from '../common/SendStateIcon.js';
import { fullTime, shortTime } from '../common/time-label.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import { useConversationName } from '../common/use-conversation-name.js';
import { useSystemText } from '../common/use-system-text.js';
import styles from './ConversationRow.module.css';

interface ConversationRowProps {
  readonly id: string;
  readonly conversation: Conversation;
  /** Its chat is open. */
  readonly selected: boolean;
  /** ↑ ↓ have reached it. */
  readonly current: boolean;
  readonly now: number;
  readonly onOpen: (id: Id) => void;
}

export const ConversationRow = memo(function ConversationRow({ id, conversation, selected, current, now, onOpen }: ConversationRowProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const draft = useDrafts((state) => state.drafts[conversation.id]);
  const name = useConversationName(conversation);
  const { lastEntry } = conversation;
  const systemLine = useSystemText(lastEntry !== null && isSystemKind(lastEntry.kind) ? lastEntry : null);
  const state = conversation.failed > 0 ? 'failed' : conversation.sending > 0 ? 'sending' : null;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={styles.row}
      data-current={current}
      data-testid="conversation"
      data-conversation-id={conversation.id}
      data-peer-id={conversation.peerId}
      data-unread={conversation.unread}
      onClick={() => onOpen(conversation.id)}
    >
      <Avatar name={name} seed={conversation.peerId === '0' ? conversation.id : conversation.peerId} image={conversation.avatar} />
      <div className={styles.text}>
        <div className={styles.line}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {conversation.lastActivityAt > 0 && (
            <time
              className={styles.time}
              dateTime={new Date(conversation.lastActivityAt).toISOString()}
              title={fullTime(conversation.lastActivityAt, language)}
            >
              {shortTime(conversation.lastActivityAt, now, language, words)}
            </time>
          )}
        </div>
        <div className={styles.line}>
          {state !== null && <SendStateIcon state={state} label={state === 'failed' ? t('list.failed') : t('list.sending')} />}
          <span className={styles.preview} dir="auto" data-testid="preview">
            {draft !== undefined && !selected ? (
              <>
                <span className={styles.draft}>{t('list.draft')}</span> {oneLine(draft)}
              </>
            ) : (
              oneLine(systemLine) || preview(conversation, t)
            )}
          </span>
          <UnreadBadge count={conversation.unread} label={t('list.unread', { count: conversation.unread })} testId="unread-badge" />
        </div>
      </div>
    </div>
  );
});

const oneLine = (text: string): string => text.slice(0, 200).replace(/\s+/g, ' ');

function preview({ lastEntry }: Conversation, t: TFunction): string {
  if (lastEntry === null) return t('list.noMessages');
  const text = oneLine(messageText(lastEntry, t));
  return lastEntry.mine ? t('list.own', { text }) : text;
}
