import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../../../state/app-services.js';
import { draftIn } from '../../../state/draft-store.js';
import styles from './Bubble.module.css';

/** A message that was taken back. What the user recalled himself a moment ago can be written anew. */
export function Recalled({ item }: { item: EntryItem | PendingItem }) {
  const { t } = useTranslation();
  const { drafts, stores } = useServices();
  const said = useStore(stores.timeline, ({ recalled }) => (item.at === 'entry' ? recalled.get(item.messageId) : undefined));
  /** Behind what is being written already. */
  const writeAgain = (text: string): void => {
    const written = draftIn(stores.drafts.getState(), item.conversationId);
    drafts.save(item.conversationId, written === '' ? text : `${written}\n${text}`);
  };
  return (
    <span className={styles.text} data-testid="bubble-text">
      <em>{t('timeline.recalled')}</em>
      {said !== undefined && (
        <>
          {' '}
          <button type="button" className={styles.link} onClick={() => writeAgain(said)} data-testid="edit-again">
            {t('timeline.editAgain')}
          </button>
        </>
      )}
    </span>
  );
}
