import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { Avatar } from '../../common/Avatar.js';
import type { ContactCardContent } from './contact-card.js';
import styles from './ContactCard.module.css';

/** Introduces somebody; opens his profile. */
export function ContactCard({ card: { userId, name } }: { card: ContactCardContent }) {
  const { t } = useTranslation();
  const { people } = useServices();
  return (
    <button type="button" className={styles.card} onClick={() => people.openCard(userId)} data-testid="contact-card">
      <Avatar name={name} seed={userId} size={42} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.kind}>{t('timeline.contactCard')}</span>
      </span>
    </button>
  );
}
