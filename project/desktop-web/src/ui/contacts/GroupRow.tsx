import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Avatar } from '../common/Avatar.js';
import styles from './side-rows.module.css';

interface GroupRowProps {
  readonly group: Pick<Conversation, 'id' | 'title' | 'avatar' | 'memberCount' | 'role'>;
  readonly onOpen?: () => void;
}

/** A group that one is in; opens its chat. */
export function GroupRow({ group, onOpen }: GroupRowProps) {
  const { t } = useTranslation();
  const roles = ['', t('group.admin'), t('group.owner')];
  return (
    <Link to={`/chat/${group.id}`} className={styles.row} onClick={onOpen} data-testid="own-group" data-conversation-id={group.id}>
      <Avatar name={group.title} seed={group.id} image={group.avatar} size={42} />
      <span className={styles.text}>
        <span className={styles.name} dir="auto">
          {group.title}
        </span>
        <span className={styles.note}>{t('group.members', { count: group.memberCount })}</span>
      </span>
      {group.role > 0 && <span className={styles.tag}>{roles[group.role]}</span>}
    </Link>
  );
}
