import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLink, usePreferences } from '../../state/app-services.js';
import { useFeedback } from '../common/feedback.js';
import { clockTime, fullTime } from '../common/time-label.js';
import { linkView, transportOf, type LinkView } from './link-view.js';
import { copyText } from '../common/copy-text.js';
import styles from './LinkDetails.module.css';

const LONG = { webtransport: 'WebTransport (QUIC)', websocket: 'WebSocket', none: '–' } as const;

/** How this device is connected: for the user, and to be copied for whoever helps him. */
export function LinkDetails() {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { status, lastSyncAt } = useLink((link) => link);
  const language = usePreferences((state) => state.language);
  const words: Record<LinkView, string> = {
    connecting: t('link.at.connecting'),
    syncing: t('link.at.syncing'),
    online: t('link.at.online'),
    waiting: t('link.at.waiting'),
    stopped: t('link.at.stopped'),
  };
  const rows = [
    [t('link.state'), words[linkView(status)]],
    [t('link.transport'), LONG[transportOf(status)]],
    [t('link.node'), status.at === 'online' ? status.node : '–'],
    ['RTT', status.at === 'online' && status.rttMs > 0 ? `${status.rttMs.toFixed(1)} ms` : '–'],
    [t('link.lastSync'), lastSyncAt === 0 ? t('link.never') : clockTime(lastSyncAt)],
  ] as const;

  const copy = async (): Promise<void> => {
    const lines = [
      ...rows.map(([name, value]) => `${name}: ${value}`),
      `storage: ${status.storage}`,
      `reason: ${'reason' in status ? status.reason : '–'}`,
      fullTime(Date.now(), language),
      navigator.userAgent,
    ];
    if (await copyText(lines.join('\n'))) message.success(t('link.copied'));
    else message.error(t('link.copyFailed'));
  };

  return (
    <div className={styles.details} data-testid="link-details">
      <dl className={styles.list}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button size="small" block onClick={() => void copy()} data-testid="copy-diagnostics">
        {t('link.copy')}
      </Button>
    </div>
  );
}
