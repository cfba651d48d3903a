import { Keyboard, LogOut, type LucideIcon, UserRound } from 'lucide-react';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAccount, useLink, useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import styles from './AccountMenu.module.css';
import { linkView } from './link-view.js';
import { useSignOut } from './use-sign-out.js';

/** Who is signed in and whether this device is connected; the way to the profile, and out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { stores } = useServices();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const signOut = useSignOut();
  const userId = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  const view = useLink((link) => linkView(link.status));
  const online = view === 'online';
  const name = profile?.nickname ?? '';
  const state = t(`link.at.${view}`);
  const acts: Record<string, () => void> = {
    profile: () => void navigate('/settings'),
    shortcuts: () => stores.layout.setState({ layer: 'shortcuts' }),
    'sign-out': signOut,
  };
  return (
    <Dropdown
      open={open}
      onOpenChange={setOpen}
      trigger={['click']}
      placement="bottomLeft"
      autoFocus
      menu={{
        onClick: ({ key }) => acts[key]?.(),
        items: [
          { type: 'group', key: 'who', label: <Identity name={name} username={profile?.username ?? '…'} state={state} online={online} /> },
          { type: 'divider' },
          { key: 'profile', label: <Item icon={UserRound} text={t('settings.profile')} /> },
          { key: 'shortcuts', label: <Item icon={Keyboard} text={t('shortcuts.title')} /> },
          { key: 'sign-out', danger: true, label: <Item icon={LogOut} text={t('rail.signOut')} testId="menu-sign-out" /> },
        ],
      }}
    >
      <button
        type="button"
        className={styles.account}
        aria-label={`${t('rail.account', { name })}, ${state}`}
        aria-haspopup="menu"
        aria-expanded={open}
        data-testid="account-menu"
      >
        <Avatar name={name} seed={userId} image={profile?.avatar ?? ''} size={40} />
        <span className={styles.dot} data-online={online} />
      </button>
    </Dropdown>
  );
}

function Item({ icon, text, testId }: { icon: LucideIcon; text: string; testId?: string }) {
  return (
    <span className={styles.item} data-testid={testId}>
      <Icon of={icon} size={18} />
      {text}
    </span>
  );
}

interface IdentityProps {
  readonly name: string;
  readonly username: string;
  /** Of the connection. */
  readonly state: string;
  readonly online: boolean;
}

function Identity({ name, username, state, online }: IdentityProps) {
  return (
    <span className={styles.identity} dir="auto">
      <span className={styles.name}>{name}</span>
      <span className={styles.username}>@{username}</span>
      <span className={styles.state} data-online={online}>
        {state}
      </span>
    </span>
  );
}
