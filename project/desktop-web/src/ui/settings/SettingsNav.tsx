import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { SECTIONS, type SectionId } from './sections.js';
import styles from './SettingsNav.module.css';

/** Who is signed in, and the sections. */
export function SettingsNav({ current }: { current: SectionId }) {
  const { t } = useTranslation();
  const userId = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  return (
    <nav className={styles.nav} aria-label={t('settings.label')}>
      <h1 className={styles.title}>{t('settings.title')}</h1>
      <div className={styles.me}>
        <Avatar name={profile?.nickname ?? ''} seed={userId} image={profile?.avatar ?? ''} size={52} />
        <div className={styles.names}>
          <p className={styles.name}>{profile?.nickname}</p>
          <p className={styles.username}>@{profile?.username ?? '…'}</p>
        </div>
      </div>
      <ul>
        {SECTIONS.map(({ id, icon, label, group }, at) => (
          <li key={id} className={at > 0 && SECTIONS[at - 1]?.group !== group ? styles.apart : undefined}>
            <Link
              to={`/settings/${id}`}
              className={styles.link}
              aria-current={id === current ? 'page' : undefined}
              data-group={group}
              data-testid={`settings-${id}`}
            >
              <Icon of={icon} size={20} />
              <span>{t(label)}</span>
              <i className={styles.chevron}>
                <Icon of={ChevronRight} size={18} />
              </i>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
