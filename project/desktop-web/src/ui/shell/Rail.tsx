import { Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { useAccount, useContacts, useConversations } from '../../state/app-services.js';
import { pendingReceived } from '../../state/contact-store.js';
import { totalUnread } from '../../state/conversation-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon, type IconName } from '../common/Icon.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import styles from './Rail.module.css';
import { TransportBadge } from './TransportBadge.js';
import { useSignOut } from './use-sign-out.js';

/** Left rail; below 768 px the bar at the bottom. */
export function Rail() {
  const { t } = useTranslation();
  const unread = useConversations(totalUnread);
  const requests = useContacts(pendingReceived);
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <AccountMenu />
      <RailLink to="/chat" icon="messages" label={t('rail.messages')} testId="nav-messages">
        <UnreadBadge count={unread} label={t('rail.unread', { count: unread })} testId="total-unread" />
      </RailLink>
      <RailLink to="/contacts" icon="contacts" label={t('rail.contacts')} testId="nav-contacts">
        <UnreadBadge count={requests} label={t('rail.requests', { count: requests })} testId="requests-badge" />
      </RailLink>
      <RailLink to="/settings" icon="settings" label={t('rail.settings')} testId="nav-settings" />
      <TransportBadge />
    </nav>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
  readonly testId: string;
  readonly children?: React.ReactNode;
}

function RailLink({ to, icon, label, testId, children }: RailLinkProps) {
  return (
    <NavLink to={to} className={styles.link ?? ''} data-testid={testId}>
      <span className={styles.icon}>
        <Icon name={icon} />
        <span className={styles.badge}>{children}</span>
      </span>
      <span className={styles.name}>{label}</span>
    </NavLink>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const userId = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  const name = profile?.nickname ?? '';
  const items = [
    { key: 'name', label: <AccountName name={name} username={profile?.username ?? ''} />, disabled: true },
    { type: 'divider' as const },
    { key: 'profile', label: t('settings.profile'), onClick: () => void navigate('/settings') },
    { key: 'sign-out', label: t('rail.signOut'), danger: true, onClick: signOut },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomLeft">
      <button type="button" className={styles.account} aria-label={t('rail.account', { name })} data-testid="account-menu">
        <Avatar name={name} seed={userId} image={profile?.avatar ?? ''} size={40} />
      </button>
    </Dropdown>
  );
}

function AccountName({ name, username }: { name: string; username: string }) {
  return (
    <span className={styles.accountName}>
      <strong>{name}</strong>
      <span>@{username}</span>
    </span>
  );
}
