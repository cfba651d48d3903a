import { Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLink } from '../../state/app-services.js';
import { LinkDetails } from './LinkDetails.js';
import { linkView, transportOf } from './link-view.js';
import styles from './TransportBadge.module.css';

const SHORT = { webtransport: 'QUIC', websocket: 'WS', none: '···' } as const;

/** How this device is connected, at a glance; details on demand. */
export function TransportBadge() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const transport = useLink((link) => transportOf(link.status));
  const view = useLink((link) => linkView(link.status));
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      content={open ? <LinkDetails /> : null}
      title={t('link.details')}
    >
      <button
        type="button"
        className={styles.badge}
        data-testid="transport-badge"
        data-transport={transport}
        data-state={view}
        aria-label={`${SHORT[transport]} · ${t('link.details')}`}
      >
        <i className={styles.dot} />
        {SHORT[transport]}
      </button>
    </Popover>
  );
}
