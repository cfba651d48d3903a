import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../../state/app-services.js';
import styles from './UpdatePrompt.module.css';

/** Over every page while a newer client waits. Later: it is offered again at the next start, and in the settings. */
export function UpdatePrompt() {
  const { t } = useTranslation();
  const { updates } = useServices();
  const ready = useStore(updates.store, (state) => state.ready);
  const [later, setLater] = useState(false);
  if (!ready || later) return null;
  return (
    <div className={styles.prompt} role="status" data-testid="update-prompt">
      <div>
        <p className={styles.title}>{t('update.ready')}</p>
        <p className={styles.hint}>{t('update.hint')}</p>
      </div>
      <div className={styles.buttons}>
        <Button type="text" size="small" onClick={() => setLater(true)} data-testid="update-later">
          {t('update.later')}
        </Button>
        <Button type="primary" size="small" onClick={() => updates.take()} data-testid="update-now">
          {t('update.now')}
        </Button>
      </div>
    </div>
  );
}
