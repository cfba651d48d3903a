import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLink } from '../../state/app-services.js';
import { Icon } from './Icon.js';
import styles from './OfflineNote.module.css';

/** Above what this device kept, while there is no link: it may be old and cannot be changed now. */
export function OfflineNote() {
  const { t } = useTranslation();
  const offline = useLink(({ status }) => status.at === 'waiting');
  if (!offline) return null;
  return (
    <p className={styles.note} role="status" data-testid="offline-note">
      <Icon of={WifiOff} size={17} />
      {t('app.offlineKept')}
    </p>
  );
}
