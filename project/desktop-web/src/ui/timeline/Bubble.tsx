import { RotateCw, Trash2 } from 'lucide-react';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences, useServices } from '../../state/app-services.js';
import { isRecalled, messageText } from '../common/entry-text.js';
import { Icon } from '../common/Icon.js';
import { SendStateIcon, type SendState } from '../common/SendStateIcon.js';
import { clockTime, fullTime } from '../common/time-label.js';
import styles from './Bubble.module.css';
import { linkParts } from './link-parts.js';

interface BubbleProps {
  readonly item: EntryItem | PendingItem;
  readonly mine: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** Own messages only. */
  readonly state: SendState | null;
}

/** One message. Time and ticks share the last line of the text where they fit. */
export const Bubble = memo(function Bubble({ item, mine, first, last, state }: BubbleProps) {
  const { t } = useTranslation();
  const language = usePreferences((preferences) => preferences.language);
  const words: Record<SendState, string> = {
    sending: t('state.sending'),
    sent: t('state.sent'),
    delivered: t('state.delivered'),
    read: t('state.read'),
    failed: t('state.failed'),
  };
  return (
    <div
      className={styles.row}
      data-testid="bubble"
      data-mine={mine}
      data-first={first}
      data-last={last}
      data-seq={item.at === 'entry' ? item.seq : ''}
      data-state={state ?? 'received'}
      data-client-id={item.clientMsgId}
    >
      <div className={styles.bubble}>
        <span className={styles.text} dir="auto" data-testid="bubble-text">
          <MessageText text={messageText(item, t)} muted={item.body.kind !== 'text' || isRecalled(item)} />
        </span>
        <span className={styles.meta}>
          {item.at === 'entry' && item.editedAt > 0 && <span title={fullTime(item.editedAt, language)}>{t('timeline.edited')}</span>}
          <time dateTime={new Date(item.createdAt).toISOString()} title={fullTime(item.createdAt, language)}>
            {clockTime(item.createdAt)}
          </time>
          {state !== null && <SendStateIcon state={state} label={words[state]} />}
        </span>
      </div>
      {item.at === 'pending' && item.state === 'failed' && <FailedFooter item={item} />}
    </div>
  );
});

function MessageText({ text, muted }: { text: string; muted: boolean }) {
  if (muted) return <em>{text}</em>;
  return linkParts(text).map((part, at) =>
    part.href === null ? (
      part.text
    ) : (
      <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  );
}

function FailedFooter({ item }: { item: PendingItem }) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const language = usePreferences((preferences) => preferences.language);
  const reason = item.error === undefined ? undefined : errorText(item.error.name, language);
  return (
    <div className={styles.failed} data-testid="failed">
      <span>{reason ?? t('state.failed')}</span>
      <button type="button" onClick={() => void chat.retry(item.clientMsgId)} data-testid="resend">
        <Icon of={RotateCw} size={15} /> {t('state.resend')}
      </button>
      <button type="button" onClick={() => void chat.discard(item.clientMsgId)} data-testid="discard">
        <Icon of={Trash2} size={15} /> {t('state.discard')}
      </button>
    </div>
  );
}
