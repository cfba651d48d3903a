import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../common/Icon.js';
import styles from './Panel.module.css';

/** One section of the settings: its name, a way back where the list is not beside it, its cards. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <header className={styles.head}>
        <Link to="/settings" className={styles.back} aria-label={t('settings.back')} data-testid="settings-back">
          <Icon of={ArrowLeft} />
        </Link>
        <h2 className={styles.title}>{title}</h2>
      </header>
      <div className={styles.column}>{children}</div>
    </>
  );
}
