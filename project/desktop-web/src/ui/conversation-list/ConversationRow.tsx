import { BellOff, Pin } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { muteLevelAt } from '@godwit/client/view/unread';
import type { Id } from '@godwit/shared/ids/id';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { OnlineDot } from '../common/OnlineDot.js';
import { SendStateIcon } from '../common/SendStateIcon.js';
import { fullTime, shortTime } from '../common/time-label.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import { UnreadMark } from '../common/UnreadMark.js';
import { useConversationName } from '../common/use-conversation-name.js';
import styles from './ConversationRow.module.css';
import { RowPreview } from './RowPreview.js';

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
  const name = useConversationName(conversation);
  const state = conversation.failed > 0 ? 'failed' : conversation.sending > 0 ? 'sending' : null;
  const muteLevel = muteLevelAt(conversation, now);
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
      data-pinned={conversation.pinnedAt > 0}
      onClick={() => onOpen(conversation.id)}
    >
      <span className={styles.avatar}>
        <Avatar name={name} seed={conversation.peerId === '0' ? conversation.id : conversation.peerId} image={conversation.avatar} />
        {conversation.peerId !== '0' && <OnlineDot userId={conversation.peerId} />}
      </span>
      <div className={styles.text}>
        <div className={styles.line}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {muteLevel > 0 && <RowIcon of={BellOff} label={muteLevel === 1 ? t('list.mentionsOnly') : t('list.muted')} testId="mute-icon" />}
          <Time at={conversation.lastActivityAt} now={now} />
        </div>
        <div className={styles.line}>
          {state !== null && <SendStateIcon state={state} label={state === 'failed' ? t('list.failed') : t('list.sending')} />}
          <span className={styles.preview} dir="auto" data-testid="preview">
            <RowPreview conversation={conversation} selected={selected} />
          </span>
          {conversation.pinnedAt > 0 && <RowIcon of={Pin} label={t('list.pinned')} testId="pin-icon" />}
          <Unread conversation={conversation} muted={muteLevel === 2 || (muteLevel === 1 && !conversation.mentioned)} />
        </div>
      </div>
    </div>
  );
});

function Unread({ conversation: { unread, markedUnread }, muted }: { conversation: Conversation; muted: boolean }) {
  const { t } = useTranslation();
  if (unread === 0 && markedUnread) return <UnreadMark label={t('list.markedUnread')} muted={muted} />;
  return <UnreadBadge count={unread} label={t('list.unread', { count: unread })} testId="unread-badge" muted={muted} />;
}

function RowIcon({ of, label, testId }: { of: typeof Pin; label: string; testId: string }) {
  return (
    <span className={styles.icon} role="img" aria-label={label} title={label} data-testid={testId}>
      <Icon of={of} size={14} />
    </span>
  );
}

function Time({ at, now }: { at: number; now: number }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  if (at === 0) return null;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <time className={styles.time} dateTime={new Date(at).toISOString()} title={fullTime(at, language)}>
      {shortTime(at, now, language, words)}
    </time>
  );
}
