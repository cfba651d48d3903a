import { type LucideIcon, MessageCircle, Settings, Star, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useBadges, useConversations } from '../../state/app-services.js';
import { totalUnread } from '../../state/conversation-store.js';
import { Icon } from '../common/Icon.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import { AccountMenu } from './AccountMenu.js';
import styles from './Rail.module.css';
import { TransportBadge } from './TransportBadge.js';

/** Left rail; below 768 px the bar at the bottom. */
export function Rail() {
  const { t } = useTranslation();
  const unread = useConversations(totalUnread);
  const requests = useBadges(({ friendRequests, groupApplications }) => friendRequests + groupApplications);
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <AccountMenu />
      <RailLink to="/chat" icon={MessageCircle} label={t('rail.messages')} testId="nav-messages">
        <UnreadBadge count={unread} label={t('rail.unread', { count: unread })} testId="total-unread" />
      </RailLink>
      <RailLink to="/contacts" icon={Users} label={t('rail.contacts')} testId="nav-contacts">
        <UnreadBadge count={requests} label={t('rail.requests', { count: requests })} testId="requests-badge" />
      </RailLink>
      <RailLink to="/favourites" icon={Star} label={t('rail.favourites')} testId="nav-favourites" />
      <RailLink to="/settings" icon={Settings} label={t('rail.settings')} testId="nav-settings" />
      <TransportBadge />
    </nav>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly testId: string;
  readonly children?: ReactNode;
}

function RailLink({ to, icon, label, testId, children }: RailLinkProps) {
  return (
    <NavLink to={to} className={styles.link ?? ''} data-testid={testId}>
      <span className={styles.icon}>
        <Icon of={icon} />
        <span className={styles.badge}>{children}</span>
      </span>
      <span className={styles.name}>{label}</span>
    </NavLink>
  );
}
