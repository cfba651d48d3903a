import { Inbox, Link2, Settings2, UserPlus, Users } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import { useApplications } from '../groups/Applications.js';
import { ActionRow } from '../people/ActionRow.js';
import { LineField } from '../people/LineField.js';
import { useAnswer } from '../people/use-answer.js';
import { Announcement } from './Announcement.js';
import type { DrawerView } from './ConversationInfo.js';
import styles from './drawer.module.css';
import { FilesRow } from './FilesRow.js';
import { mayChange, mayInvite } from './group-permissions.js';
import { GroupEnd } from './GroupEnd.js';
import { GroupHead } from './GroupHead.js';
import { InviteDialog } from './InviteDialog.js';
import { OwnSettings } from './OwnSettings.js';

interface GroupInfoProps {
  readonly conversation: Conversation;
  readonly onView: (view: DrawerView) => void;
}

const MAX_NICKNAME = 64;

/** A group: what it is, who is in it, and what one's own role lets one do. */
export function GroupInfo({ conversation, onView }: GroupInfoProps) {
  const { removed, role } = conversation;
  return (
    <>
      <GroupHead conversation={conversation} />
      <Announcement conversation={conversation} />
      {!removed && <People conversation={conversation} onView={onView} />}
      <FilesRow onView={onView} />
      {!removed && mayChange(role) && <Leading groupId={conversation.id} onView={onView} />}
      {!removed && <OwnName conversation={conversation} />}
      <OwnSettings conversation={conversation} />
      {!removed && <GroupEnd conversation={conversation} />}
    </>
  );
}

function People({ conversation, onView }: GroupInfoProps) {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  const invites = mayInvite(conversation);
  return (
    <div className={styles.card}>
      <ActionRow
        icon={Users}
        label={t('drawer.members')}
        note={t('group.members', { count: conversation.memberCount })}
        onClick={() => onView('members')}
        testId="drawer-members"
      />
      <ActionRow
        icon={UserPlus}
        label={t('drawer.invite')}
        note={invites ? '' : t('drawer.inviteClosed')}
        disabled={!invites}
        onClick={() => setInviting(true)}
        testId="drawer-invite"
      />
      {inviting && <InviteDialog groupId={conversation.id} onClose={() => setInviting(false)} />}
    </div>
  );
}

/** For the owner and admins. */
function Leading({ groupId, onView }: { groupId: string; onView: (view: DrawerView) => void }) {
  const { t } = useTranslation();
  const { count } = useApplications(groupId);
  return (
    <div className={styles.card}>
      <ActionRow icon={Inbox} label={t('drawer.applications')} onClick={() => onView('applications')} testId="drawer-applications">
        <UnreadBadge count={count} label={t('drawer.waiting', { count })} testId="applications-count" />
      </ActionRow>
      <ActionRow icon={Link2} label={t('drawer.links')} onClick={() => onView('links')} testId="drawer-links" />
      <ActionRow icon={Settings2} label={t('drawer.manage')} onClick={() => onView('manage')} testId="drawer-manage" />
    </div>
  );
}

function OwnName({ conversation: { id, nickname } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  return (
    <div className={styles.card}>
      <LineField
        label={t('drawer.ownName')}
        value={nickname}
        none={t('drawer.noOwnName')}
        maxLength={MAX_NICKNAME}
        busy={busy}
        onSave={(name, close) => void ask(() => contacts.attempt(() => client.api.groups.setNickname(id, name)), close)}
        testId="own-name"
      />
    </div>
  );
}
