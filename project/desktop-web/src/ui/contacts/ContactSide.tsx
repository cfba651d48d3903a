import { Ban, Bell, Search, UserPlus, UserRoundPlus, Users, UsersRound, type LucideIcon } from 'lucide-react';
import { Button, Input } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useBadges, useContacts, useConversations, useServices } from '../../state/app-services.js';
import { newNotices, pendingReceived } from '../../state/contact-store.js';
import { ConversationSkeleton } from '../conversation-list/ConversationSkeleton.js';
import { FailureNote } from '../common/FailureNote.js';
import { Icon } from '../common/Icon.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import styles from './ContactSide.module.css';
import { FoundContacts } from './FoundContacts.js';
import { FriendIndex } from './FriendIndex.js';
import { ownGroups } from './find-contacts.js';
import rows from './side-rows.module.css';

/** Title, a search over friends and groups, the lists that wait, and all friends. */
export function ContactSide() {
  const { t } = useTranslation();
  const lists = useContacts((state) => state.lists);
  const failed = useContacts((state) => state.failure !== null);
  const [typed, setTyped] = useState('');
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('contacts.title')}</h1>
        <HeadLink to="/contacts/new-group" icon={Users} label={t('group.create')} testId="new-group" />
        <HeadLink to="/contacts/add" icon={UserPlus} label={t('contacts.add')} testId="contacts-add" />
      </header>
      <div className={styles.search} role="search">
        <Input
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
          }}
          prefix={<Icon of={Search} size={17} />}
          placeholder={t('contacts.search')}
          aria-label={t('contacts.search')}
          maxLength={64}
          data-testid="contacts-search"
        />
      </div>
      <LoadFailure />
      {lists === null ? (
        !failed && <ConversationSkeleton />
      ) : typed.trim() === '' ? (
        <FriendIndex friends={lists.friends} before={<Shortcuts />} />
      ) : (
        <FoundContacts friends={lists.friends} typed={typed} />
      )}
    </>
  );
}

function HeadLink({ to, icon, label, testId }: { to: string; icon: LucideIcon; label: string; testId: string }) {
  return (
    <Link to={to} className={styles.add} aria-label={label} title={label} data-testid={testId}>
      <Icon of={icon} size={21} />
    </Link>
  );
}

function Shortcuts() {
  const { t } = useTranslation();
  const requests = useContacts(pendingReceived);
  const notices = useContacts(newNotices);
  const applications = useBadges((badges) => badges.groupApplications);
  const blocked = useContacts((state) => state.lists?.blocks.length ?? 0);
  const list = useConversations((state) => state.list);
  const groups = useMemo(() => ownGroups(list).length, [list]);
  return (
    <nav className={styles.shortcuts} aria-label={t('contacts.lists')}>
      <Shortcut to="requests" icon={UserRoundPlus} label={t('contacts.requests')}>
        <UnreadBadge count={requests} label={t('rail.requests', { count: requests })} testId="requests-count" />
      </Shortcut>
      <Shortcut to="notices" icon={Bell} label={t('contacts.notices')}>
        <UnreadBadge
          count={applications + notices}
          label={t('contacts.noticeCount', { count: applications + notices })}
          testId="notices-count"
        />
      </Shortcut>
      <Shortcut to="groups" icon={UsersRound} label={t('contacts.groups')}>
        <span className={rows.note}>{groups}</span>
      </Shortcut>
      <Shortcut to="blocked" icon={Ban} label={t('contacts.blocked')}>
        <span className={rows.note}>{blocked}</span>
      </Shortcut>
    </nav>
  );
}

function Shortcut({ to, icon, label, children }: { to: string; icon: LucideIcon; label: string; children: ReactNode }) {
  return (
    <NavLink to={`/contacts/${to}`} className={`${rows.row} ${rows.shortcut}`} data-testid={`contacts-${to}`}>
      <Icon of={icon} size={21} />
      <span className={rows.text}>{label}</span>
      {children}
    </NavLink>
  );
}

/** Names the failure; with lists of an earlier visit below it says that they may be old. */
function LoadFailure() {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const failure = useContacts((state) => state.failure);
  const cached = useContacts((state) => state.lists !== null);
  if (failure === null) return null;
  return (
    <div className={styles.failure}>
      {cached ? (
        <p className={styles.cached} role="status" data-testid="contacts-cached">
          {t('contacts.loadFailed')} {t('contacts.cached')}
        </p>
      ) : (
        <FailureNote failure={failure} />
      )}
      <Button size="small" onClick={() => void contacts.refresh()}>
        {t('app.tryAgain')}
      </Button>
    </div>
  );
}
