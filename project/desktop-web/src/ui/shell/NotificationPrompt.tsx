import { BellRing } from 'lucide-react';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, usePreferences, useServices } from '../../state/app-services.js';
import { notificationAccess } from '../../state/notification-permission.js';
import { Icon } from '../common/Icon.js';
import { useFeedback } from '../common/feedback.js';
import styles from './NotificationPrompt.module.css';

/** Offers notifications once there is somebody to hear from; the browser asks only after the button. */
export function NotificationPrompt() {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const { message } = useFeedback();
  const offered = usePreferences((state) => state.offerNotifications);
  const hasConversations = useConversations((state) => state.list.length > 0);
  const [access, setAccess] = useState(notificationAccess);
  if (!offered || !hasConversations || access !== 'default') return null;

  const turnOn = async (): Promise<void> => {
    const answer = await Notification.requestPermission();
    setAccess(answer);
    if (answer === 'denied') message.info(t('notice.denied'));
  };
  return (
    <section className={styles.prompt} aria-label={t('notice.label')} data-testid="notification-prompt">
      <span className={styles.icon}>
        <Icon of={BellRing} size={20} />
      </span>
      <p className={styles.text}>{t('notice.offer')}</p>
      <div className={styles.buttons}>
        <Button size="small" type="primary" onClick={() => void turnOn()} data-testid="notifications-on">
          {t('notice.turnOn')}
        </Button>
        <Button
          size="small"
          type="text"
          onClick={() => preferences.setState({ offerNotifications: false })}
          data-testid="notifications-later"
        >
          {t('notice.notNow')}
        </Button>
      </div>
    </section>
  );
}
