import type { Id } from '@godwit/shared/ids/id';
import { Modal } from 'antd';
import { Megaphone, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import { oneLine } from '../common/preview-text.js';
import styles from './bars.module.css';

/** The announcement of a group in one line, until it is put away; a click shows all of it. */
export function AnnouncementBar({ conversationId, text }: { conversationId: Id; text: string }) {
  const { t } = useTranslation();
  const { notices } = useServices();
  const [dismissed, setDismissed] = useState(() => notices.isDismissed(conversationId, text));
  const [open, setOpen] = useState(false);
  const dismiss = (): void => {
    notices.dismiss(conversationId, text);
    setDismissed(true);
  };
  if (dismissed) return null;
  return (
    <section className={styles.bar} aria-label={t('announcement.title')} data-testid="announcement-bar">
      <button
        type="button"
        className={styles.main}
        title={t('announcement.read')}
        onClick={() => setOpen(true)}
        data-testid="read-announcement"
      >
        <Icon of={Megaphone} size={18} />
        <span className={styles.text}>
          <b>{t('announcement.title')}</b>
          <span dir="auto">{oneLine(text)}</span>
        </span>
      </button>
      <button
        type="button"
        className={styles.button}
        aria-label={t('announcement.dismiss')}
        title={t('announcement.dismiss')}
        onClick={dismiss}
        data-testid="dismiss-announcement"
      >
        <Icon of={X} size={17} />
      </button>
      {open && (
        <Modal open centered width={460} title={t('announcement.title')} footer={null} onCancel={() => setOpen(false)}>
          <p className={styles.announcement} dir="auto">
            {text}
          </p>
        </Modal>
      )}
    </section>
  );
}
