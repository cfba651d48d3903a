import { ChevronLeft } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContacts } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { useConversationName } from '../common/use-conversation-name.js';
import styles from './ChatHeader.module.css';

export function ChatHeader({ conversation }: { conversation: Conversation | undefined }) {
  const { t } = useTranslation();
  const name = useConversationName(conversation);
  const friend = useContacts((state) => (conversation === undefined ? undefined : friendById(state, conversation.peerId)));
  return (
    <header className={styles.head}>
      <Link to="/chat" className={styles.back} aria-label={t('chat.back')} data-testid="back">
        <Icon of={ChevronLeft} />
      </Link>
      {conversation !== undefined && (
        <>
          <Avatar
            name={name}
            seed={conversation.peerId === '0' ? conversation.id : conversation.peerId}
            image={conversation.avatar}
            size={40}
          />
          <div className={styles.text}>
            <h2 className={styles.name} dir="auto" data-testid="chat-name">
              {name}
            </h2>
            {friend !== undefined && <p className={styles.sub}>@{friend.username}</p>}
          </div>
        </>
      )}
    </header>
  );
}
