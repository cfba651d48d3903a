import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteDatabase } from '../../offline/delete-database.js';
import styles from './BrokenStorage.module.css';

/** The browser's database is full, blocked or damaged: what that means, what helps, and a new beginning for one that is damaged. */
export function BrokenStorage() {
  const { t } = useTranslation();
  const [state, setState] = useState<'asked' | 'busy' | 'failed'>('asked');
  const repair = async (): Promise<void> => {
    setState('busy');
    if (await deleteDatabase()) location.reload();
    else setState('failed');
  };
  return (
    <section className={styles.box} role="status" data-testid="broken-storage">
      <h3 className={styles.title}>{t('storage.broken')}</h3>
      <p>{t('storage.brokenWhat')}</p>
      <ul className={styles.causes}>
        <li>{t('storage.brokenFull')}</li>
        <li>{t('storage.brokenBlocked')}</li>
        <li>{t('storage.brokenDamaged')}</li>
      </ul>
      <div className={styles.actions}>
        <Button loading={state === 'busy'} onClick={() => void repair()} data-testid="repair-storage">
          {t('storage.repair')}
        </Button>
        {state === 'failed' && <span role="alert">{t('storage.repairFailed')}</span>}
      </div>
    </section>
  );
}
