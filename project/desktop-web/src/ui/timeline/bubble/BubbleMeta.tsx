import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../state/app-services.js';
import { SendStateIcon, type SendState } from '../../common/SendStateIcon.js';
import { clockTime, fullTime } from '../../common/time-label.js';
import styles from './Bubble.module.css';
import { ReadCount } from './ReadCount.js';

interface BubbleMetaProps {
  readonly item: EntryItem | PendingItem;
  readonly state: SendState | null;
  readonly listsReaders: boolean;
  /** Says how many have read it, as far as they can be asked. */
  readonly counted: boolean;
}

/** Edited, when, and how far it has come; shares the last line of the text where that fits. */
export function BubbleMeta({ item, state, listsReaders, counted }: BubbleMetaProps) {
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
    <span className={styles.meta}>
      {item.at === 'entry' && item.editedAt > 0 && !item.recalled && (
        <span title={fullTime(item.editedAt, language)}>{t('timeline.edited')}</span>
      )}
      {listsReaders && counted && item.at === 'entry' && !item.recalled && <ReadCount item={item} />}
      <time dateTime={new Date(item.createdAt).toISOString()} title={fullTime(item.createdAt, language)}>
        {clockTime(item.createdAt)}
      </time>
      {state !== null && <SendStateIcon state={state} label={words[state]} />}
    </span>
  );
}
