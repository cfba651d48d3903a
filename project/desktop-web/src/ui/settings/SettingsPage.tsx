import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/create-i18n.js';
import { usePreferences, useServices } from '../../state/app-services.js';
import type { ThemeChoice } from '../../state/preference-store.js';
import { Section } from '../common/Section.js';
import { useSignOut } from '../shell/use-sign-out.js';
import { ProfileForm } from './ProfileForm.js';
import styles from './SettingsPage.module.css';

export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <main className={styles.page} aria-label={t('settings.label')} data-testid="settings">
      <div className={styles.column}>
        <h1 className={styles.title}>{t('settings.title')}</h1>
        <Section title={t('settings.profile')}>
          <div className={styles.card}>
            <ProfileForm />
          </div>
        </Section>
        <Section title={t('settings.appearance')}>
          <div className={styles.card}>
            <Appearance />
          </div>
        </Section>
        <Section title={t('settings.session')}>
          <div className={styles.card}>
            <SignOut />
          </div>
        </Section>
      </div>
    </main>
  );
}

function Appearance() {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const theme = usePreferences((state) => state.theme);
  const language = usePreferences((state) => state.language);
  return (
    <>
      <div className={styles.row}>
        <span>{t('settings.theme')}</span>
        <Segmented<ThemeChoice>
          aria-label={t('settings.theme')}
          value={theme}
          onChange={(value) => preferences.setState({ theme: value })}
          options={[
            { value: 'light', label: t('settings.theme.light') },
            { value: 'dark', label: t('settings.theme.dark') },
            { value: 'system', label: t('settings.theme.system') },
          ]}
          data-testid="theme"
        />
      </div>
      <div className={styles.row}>
        <span>{t('settings.language')}</span>
        <Segmented<Language>
          aria-label={t('settings.language')}
          value={language}
          onChange={(value) => preferences.setState({ language: value })}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          data-testid="language"
        />
      </div>
    </>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <div className={styles.row}>
      <span className={styles.hint}>{t('settings.signOutHint')}</span>
      <Button danger onClick={signOut} data-testid="sign-out">
        {t('settings.signOut')}
      </Button>
    </div>
  );
}
