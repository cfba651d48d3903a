import { Images } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActionRow } from '../people/ActionRow.js';
import type { DrawerView } from './ConversationInfo.js';
import styles from './drawer.module.css';

/** Leads to what was sent besides words. */
export function FilesRow({ onView }: { onView: (view: DrawerView) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <ActionRow icon={Images} label={t('drawer.files')} onClick={() => onView('files')} testId="drawer-files" />
    </div>
  );
}
