import { useTranslation } from 'react-i18next';
import { Logo } from './Logo.js';
import styles from './Splash.module.css';

/** While the store is read or a part of the page is fetched; invisible for the first 200 ms. */
export function Splash() {
  const { t } = useTranslation();
  return (
    <div className={styles.splash} role="status" aria-label={t('app.loading')}>
      <Logo size={64} />
    </div>
  );
}
