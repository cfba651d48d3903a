import { LogOut, Settings } from 'lucide-react';
import { Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import styles from './AccountMenu.module.css';
import { useSignOut } from './use-sign-out.js';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const signOut = useSignOut();
  const userId = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  const name = profile?.nickname ?? '';
  const menu = (
    <div className={styles.menu}>
      <p className={styles.name}>{name}</p>
      <p className={styles.username}>@{profile?.username ?? '…'}</p>
      <Link to="/settings" className={styles.item} onClick={() => setOpen(false)}>
        <Icon of={Settings} size={19} /> {t('settings.profile')}
      </Link>
      <button
        type="button"
        className={styles.item}
        data-danger
        data-testid="menu-sign-out"
        onClick={() => {
          setOpen(false);
          signOut();
        }}
      >
        <Icon of={LogOut} size={19} /> {t('rail.signOut')}
      </button>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="rightTop" content={menu}>
      <button
        type="button"
        className={styles.account}
        aria-label={t('rail.account', { name })}
        aria-expanded={open}
        data-testid="account-menu"
      >
        <Avatar name={name} seed={userId} image={profile?.avatar ?? ''} size={40} />
      </button>
    </Popover>
  );
}
