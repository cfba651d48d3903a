import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, GapItem } from '@godwit/client/view/timeline';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { ErrorBoundary } from '../common/ErrorBoundary.js';
import { dayLabel } from '../common/time-label.js';
import { useNow } from '../common/use-now.js';
import { useSystemText } from '../common/use-system-text.js';
import { MessageActions } from './actions/MessageActions.js';
import { Bubble } from './Bubble.js';
import type { Row } from './build-rows.js';
import { sendState } from './send-state.js';
import styles from './TimelineRow.module.css';

const MINUTE_MS = 60_000;

interface TimelineRowProps {
  readonly row: Row;
  readonly conversation: Conversation;
}

/** One broken entry shows a line of its own instead of blanking the chat. */
export function TimelineRow(props: TimelineRowProps) {
  const { t } = useTranslation();
  return (
    <ErrorBoundary fallback={() => <p className={styles.system}>{t('timeline.broken')}</p>}>
      <RowContent {...props} />
    </ErrorBoundary>
  );
}

function RowContent({ row, conversation }: TimelineRowProps) {
  const { t } = useTranslation();
  switch (row.at) {
    case 'begin':
      return <p className={styles.begin}>{t('timeline.begin')}</p>;
    case 'day':
      return <DaySeparator day={row.day} />;
    case 'unread':
      return (
        <div className={styles.unread} role="separator" data-testid="unread-divider">
          <span>{t('timeline.unreadDivider')}</span>
        </div>
      );
    case 'gap':
      return <Gap gap={row.gap} />;
    case 'system':
      return <SystemLine item={row.item} />;
    case 'message':
      return (
        <MessageActions item={row.item} conversation={conversation}>
          <Bubble
            item={row.item}
            mine={row.mine}
            first={row.first}
            last={row.last}
            state={row.mine ? sendState(row.item, conversation.peerReadSeq, conversation.peerDeliveredSeq) : null}
          />
        </MessageActions>
      );
  }
}

const SystemLine = memo(function SystemLine({ item }: { item: EntryItem }) {
  const text = useSystemText(item);
  return (
    <p className={styles.system} dir="auto" data-testid="system-line" data-seq={item.seq} data-code={item.body.system?.code ?? ''}>
      {text}
    </p>
  );
});

const DaySeparator = memo(function DaySeparator({ day }: { day: number }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  return (
    <div className={styles.day} role="separator">
      <span>{dayLabel(day, now, language, { today: t('time.today'), yesterday: t('time.yesterday') })}</span>
    </div>
  );
});

function Gap({ gap }: { gap: GapItem }) {
  const { t } = useTranslation();
  const { chat } = useServices();
  return (
    <div className={styles.gap} data-testid="gap">
      {t('timeline.gap')}
      <button type="button" onClick={() => void chat.loadGap(gap)}>
        {t('timeline.loadGap')}
      </button>
    </div>
  );
}
