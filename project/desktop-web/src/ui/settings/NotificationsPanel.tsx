import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { type NotificationAccess, notificationAccess } from '../../state/notification-permission.js';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';

export function NotificationsPanel() {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const sound = usePreferences((state) => state.sound);
  const preview = usePreferences((state) => state.preview);
  const [permission, setPermission] = useState(notificationAccess);
  const hints: Record<NotificationAccess, string> = {
    default: t('notifications.ask'),
    granted: t('notifications.granted'),
    denied: t('notifications.denied'),
    unsupported: t('notifications.unsupported'),
  };
  return (
    <Panel title={t('settings.notifications')}>
      <Card note={t('notifications.note')}>
        <Row label={t('notifications.permission')} hint={hints[permission]}>
          <span data-testid="notification-permission" data-permission={permission}>
            {permission === 'default' && (
              <Button
                type="primary"
                onClick={() => void Notification.requestPermission().then(setPermission)}
                data-testid="allow-notifications"
              >
                {t('notifications.allow')}
              </Button>
            )}
          </span>
        </Row>
        <Row label={t('notifications.sound')} hint={t('notifications.soundHint')}>
          <Switch
            aria-label={t('notifications.sound')}
            checked={sound}
            onChange={(on) => preferences.setState({ sound: on })}
            data-testid="notification-sound"
          />
        </Row>
        <Row label={t('notifications.preview')} hint={t('notifications.previewHint')}>
          <Switch
            aria-label={t('notifications.preview')}
            checked={preview}
            onChange={(on) => preferences.setState({ preview: on })}
            data-testid="notification-preview"
          />
        </Row>
      </Card>
    </Panel>
  );
}
