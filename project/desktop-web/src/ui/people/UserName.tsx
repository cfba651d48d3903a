import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import styles from './UserName.module.css';

interface UserNameProps {
  readonly userId: Id;
  readonly name: string;
  /** The group in which he is shown. */
  readonly conversationId?: Id;
}

/** A name that opens the profile card. */
export function UserName({ userId, name, conversationId }: UserNameProps) {
  const { people } = useServices();
  return (
    <button
      type="button"
      className={styles.name}
      dir="auto"
      onClick={() => people.openCard(userId, conversationId)}
      data-testid="user-name"
    >
      {name}
    </button>
  );
}

/** An avatar that opens the profile card. */
export function UserAvatar({ userId, name, conversationId, image, size = 46 }: UserNameProps & { image: string; size?: number }) {
  const { t } = useTranslation();
  const { people } = useServices();
  return (
    <button
      type="button"
      className={styles.avatar}
      aria-label={t('people.profileOf', { name })}
      onClick={() => people.openCard(userId, conversationId)}
      data-testid="user-avatar"
      data-user-id={userId}
    >
      <Avatar name={name} seed={userId} image={image} size={size} />
    </button>
  );
}
