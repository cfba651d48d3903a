import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { contactCard } from '../timeline/attachments/contact-card.js';
import styles from './ForwardDialog.module.css';
import { TargetsDialog } from './TargetsDialog.js';

interface ShareContactProps {
  /** name: as everybody knows him, not as he is called here. */
  readonly person: { readonly userId: Id; readonly name: string; readonly avatar: string };
  readonly onClose: () => void;
}

/** Introduces somebody to others by a card (F-39). */
export function ShareContact({ person, onClose }: ShareContactProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const { userId, name, avatar } = person;
  const send = (to: readonly Id[], note: string): Promise<void> => {
    const card = contactCard({ userId, name });
    const text = note.trim();
    return client.enqueueAll(to, text === '' ? [card] : [card, { text }]);
  };
  return (
    <TargetsDialog
      title={t('forward.shareTitle', { name })}
      words={{
        send: (count) => (count === 0 ? t('forward.share') : t('forward.shareWith', { count })),
        done: () => t('forward.shared'),
      }}
      send={send}
      onClose={onClose}
    >
      <div className={styles.card}>
        <Avatar name={name} seed={userId} image={avatar} size={36} />
        <span className={styles.name} dir="auto">
          {name}
        </span>
      </div>
    </TargetsDialog>
  );
}
