import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { ConversationList } from '../conversation-list/ConversationList.js';
import { ChatPane } from '../timeline/ChatPane.js';
import styles from './MessagesPage.module.css';

/** List beside chat; one of them below 768 px. */
export function MessagesPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  return (
    <div className={styles.page} data-open={id !== undefined}>
      <aside className={styles.list} aria-label={t('list.label')}>
        <PanelBoundary resetKey="list">
          <ConversationList selectedId={id ?? null} />
        </PanelBoundary>
      </aside>
      <main className={styles.chat}>
        {id === undefined ? (
          <p className={styles.none} data-testid="no-chat">
            {t('chat.none')}
          </p>
        ) : (
          <PanelBoundary resetKey={id}>
            <ChatPane key={id} conversationId={id} />
          </PanelBoundary>
        )}
      </main>
    </div>
  );
}
