import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../common/Icon.js';
import styles from './Pane.module.css';

/** What was chosen on the left: a title, on small screens the way back, and the content in a column. */
export function Pane({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <header className={styles.head}>
        <Link to="/contacts" className={styles.back} aria-label={t('contacts.back')} data-testid="contacts-back">
          <Icon of={ChevronLeft} />
        </Link>
        <h2 className={styles.title}>{title}</h2>
      </header>
      <div className={styles.body}>
        <div className={styles.column}>{children}</div>
      </div>
    </>
  );
}
