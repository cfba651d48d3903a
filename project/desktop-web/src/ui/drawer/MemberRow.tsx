import { EllipsisVertical } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import type { GroupMember } from '@godwit/shared/rest/groups';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { Icon } from '../common/Icon.js';
import { OnlineDot } from '../common/OnlineDot.js';
import { useMenuOpener } from '../common/use-menu-opener.js';
import { useNow } from '../common/use-now.js';
import { UserAvatar } from '../people/UserName.js';
import styles from './MembersView.module.css';
import { useMemberMenu } from './use-member-menu.js';

const MINUTE_MS = 60_000;

interface MemberRowProps {
  readonly conversation: Conversation;
  readonly member: GroupMember;
  /** Instead of the menu: this one is chosen. */
  readonly onChoose?: (member: GroupMember, name: string) => void;
}

/** A member with role and mute, and a menu of what one's own role lets one do with him. */
export function MemberRow({ conversation, member, onChoose }: MemberRowProps) {
  const { t } = useTranslation();
  const { people } = useServices();
  const { userId, username, nickname, groupNickname, avatar, role, mutedUntil } = member;
  const remark = useContacts((state) => friendById(state, userId)?.remark ?? '');
  const isFriend = useContacts((state) => friendById(state, userId) !== undefined);
  const now = useNow(MINUTE_MS, mutedUntil > 0);
  const name = groupNickname || remark || nickname || username;
  const isMuted = mutedUntil > now;
  const { opener, onOpenChange } = useMenuOpener<HTMLButtonElement>();
  const menu = useMemberMenu(conversation, member, { name, isMuted });
  const roles = { owner: t('group.owner'), admin: t('group.admin'), member: '' };
  const open = (): void => people.openCard(userId, conversation.id);
  return (
    <div className={styles.row} data-testid="member" data-user-id={userId} data-role={role}>
      <span className={styles.picture}>
        <UserAvatar userId={userId} name={name} image={avatar} size={40} conversationId={conversation.id} />
        {isFriend && <OnlineDot userId={userId} />}
      </span>
      <span className={styles.text}>
        <button type="button" className={styles.name} dir="auto" onClick={open} tabIndex={-1}>
          {name}
        </button>
        <span className={styles.note}>@{username}</span>
      </span>
      {isMuted && (
        <span className={styles.tag} data-tone="warm">
          {t('drawer.muted')}
        </span>
      )}
      {roles[role] !== '' && <span className={styles.tag}>{roles[role]}</span>}
      {onChoose !== undefined && (
        <Button size="small" onClick={() => onChoose(member, name)} data-testid="choose-member">
          {t('drawer.choose')}
        </Button>
      )}
      {onChoose === undefined && menu.items.length > 0 && (
        <Dropdown
          menu={{ items: menu.items, onClick: ({ key }) => menu.choose(key) }}
          trigger={['click']}
          placement="bottomRight"
          autoFocus
          onOpenChange={onOpenChange}
        >
          <Button
            ref={opener}
            type="text"
            size="small"
            icon={<Icon of={EllipsisVertical} size={18} />}
            aria-label={t('drawer.memberMenu', { name })}
            data-testid="member-menu"
          />
        </Dropdown>
      )}
    </div>
  );
}
