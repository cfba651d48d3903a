import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Logo } from '../common/Logo.js';
import styles from './AuthCard.module.css';
import { LanguageSwitch } from './LanguageSwitch.js';

/** The page around sign-in, registration and the end of a session. */
export function AuthCard({ title, children, footer }: { title: string; children: ReactNode; footer?: ReactNode }) {
  const { t } = useTranslation();
  const { config } = useServices();
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <header className={styles.head}>
          <Logo size={52} />
          <div>
            <p className={styles.brand}>{config.brand}</p>
            <p className={styles.tagline}>{t('app.tagline')}</p>
          </div>
        </header>
        <h1 className={styles.title}>{title}</h1>
        {children}
        {footer}
      </main>
      <footer className={styles.bottom}>
        <LanguageSwitch />
        <nav className={styles.links} aria-label={t('login.links')}>
          {config.links.support !== '' && <a href={config.links.support}>{t('about.support')}</a>}
          {config.links.terms !== '' && <a href={config.links.terms}>{t('about.terms')}</a>}
          {config.links.privacy !== '' && <a href={config.links.privacy}>{t('about.privacy')}</a>}
        </nav>
      </footer>
    </div>
  );
}
