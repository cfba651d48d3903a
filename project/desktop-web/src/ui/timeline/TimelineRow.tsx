import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '../common/ErrorBoundary.js';
import { MessageActions } from './actions/MessageActions.js';
import { Bubble } from './bubble/Bubble.js';
import type { Row } from './build-rows.js';
import { DaySeparator } from './DaySeparator.js';
import { GapBlock } from './GapBlock.js';
import { listsReaders } from './lists-readers.js';
import { sendState } from './send-state.js';
import { SystemLine } from './SystemLine.js';
import styles from './TimelineRow.module.css';

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
      return <DaySeparator day={row.day} conversationId={conversation.id} />;
    case 'unread':
      return (
        <div className={styles.unread} role="separator" data-testid="unread-divider">
          <span>{t('timeline.unreadDivider')}</span>
        </div>
      );
    case 'gap':
      return <GapBlock gap={row.gap} />;
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
            inGroup={conversation.type === 'group'}
            listsReaders={listsReaders(conversation)}
            state={row.mine ? sendState(row.item, conversation.peerReadSeq, conversation.peerDeliveredSeq) : null}
          />
        </MessageActions>
      );
  }
}
