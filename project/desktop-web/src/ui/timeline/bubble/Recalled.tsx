import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../../../state/app-services.js';
import styles from './Bubble.module.css';

/** A message that was taken back. What the user recalled himself a moment ago can be written anew. */
export function Recalled({ item }: { item: EntryItem | PendingItem }) {
  const { t } = useTranslation();
  const { client, stores } = useServices();
  const said = useStore(stores.timeline, ({ recalled }) => (item.at === 'entry' ? recalled.get(item.messageId) : undefined));
  return (
    <span className={styles.text} data-testid="bubble-text">
      <em>{t('timeline.recalled')}</em>
      {said !== undefined && (
        <>
          {' '}
          <button
            type="button"
            className={styles.link}
            onClick={() => void client.setDraft(item.conversationId, said).catch(() => undefined)}
            data-testid="edit-again"
          >
            {t('timeline.editAgain')}
          </button>
        </>
      )}
    </span>
  );
}
