import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import styles from './OnlineDot.module.css';
import { usePresenceOf } from './use-presence.js';

/** At the corner of an avatar whose parent is positioned; nothing while this person is not known to be online. */
export function OnlineDot({ userId }: { userId: Id }) {
  const { t } = useTranslation();
  const online = usePresenceOf(userId)?.online === true;
  return online ? <span className={styles.dot} role="img" aria-label={t('list.online')} data-testid="online-dot" /> : null;
}
