import type { EntryItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { useContacts } from '../../../state/app-services.js';
import { friendById } from '../../../state/contact-store.js';
import { usePersonName } from '../../common/use-person-name.js';
import { UserAvatar, UserName } from '../../people/UserName.js';
import styles from './Bubble.module.css';

const AVATAR_PX = 34;

type From = Pick<EntryItem, 'conversationId' | 'senderId'>;

/** Beside the last message of a row of messages; the others leave its place free. */
export function SenderAvatar({ item: { conversationId, senderId }, shown }: { item: From; shown: boolean }) {
  const { t } = useTranslation();
  const name = usePersonName(conversationId, senderId) || t('chat.unknownName');
  const image = useContacts((state) => friendById(state, senderId)?.avatar ?? '');
  return (
    <span className={styles.avatar}>
      {shown && <UserAvatar userId={senderId} name={name} conversationId={conversationId} image={image} size={AVATAR_PX} />}
    </span>
  );
}

export function SenderName({ item: { conversationId, senderId } }: { item: From }) {
  const { t } = useTranslation();
  const name = usePersonName(conversationId, senderId) || t('chat.unknownName');
  return (
    <span className={styles.sender} data-testid="sender">
      <UserName userId={senderId} name={name} conversationId={conversationId} />
    </span>
  );
}
