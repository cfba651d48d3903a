import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConversations, usePreferences } from '../../state/app-services.js';
import type { GroupNotice } from '../../state/contact-store.js';
import { conversationById } from '../../state/conversation-store.js';
import { Avatar } from '../common/Avatar.js';
import { shortTime } from '../common/time-label.js';
import { useNow } from '../common/use-now.js';
import { usePersonName } from '../common/use-person-name.js';
import styles from './NoticeRow.module.css';

const MINUTE_MS = 60_000;

/** What somebody did with the user in a group; opens it. */
export function NoticeRow({ notice }: { notice: GroupNotice }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  const group = useConversations((state) => conversationById(state, notice.conversationId));
  const who = usePersonName(notice.conversationId, notice.operatorId) || t('system.somebody');
  const name = group?.title || t('chat.unknownName');
  const words: Record<GroupNotice['operation'], string> = {
    created: t('contacts.notice.created', { who }),
    member_joined: t('contacts.notice.joined', { who }),
    member_removed: t('contacts.notice.removed', { who }),
    role_changed: t('contacts.notice.role', { who }),
    muted: t('contacts.notice.muted', { who }),
    dismissed: t('contacts.notice.dismissed'),
  };
  return (
    <Link to={`/chat/${notice.conversationId}`} className={styles.row} data-testid="group-notice" data-operation={notice.operation}>
      <Avatar name={name} seed={notice.conversationId} image={group?.avatar ?? ''} size={40} />
      <span className={styles.text}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.note}>{words[notice.operation]}</span>
      </span>
      <time className={styles.note}>{shortTime(notice.at, now, language, { today: t('time.today'), yesterday: t('time.yesterday') })}</time>
    </Link>
  );
}
