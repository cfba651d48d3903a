import type { Conversation } from '@godwit/client/view/conversation';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './drawer.module.css';
import { mayChange } from './group-permissions.js';

const MAX_ANNOUNCEMENT = 2_000;

/** What the owner and admins want everybody to know. */
export function Announcement({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { announcement, removed, role } = conversation;
  const [editing, setEditing] = useState(false);
  const changes = !removed && mayChange(role);
  if (announcement === '' && !changes) return null;
  return (
    <div className={`${styles.card} ${styles.announcement}`}>
      <div className={styles.line}>
        <span className={styles.hint}>{t('drawer.announcement')}</span>
        {changes && (
          <Button size="small" type="text" onClick={() => setEditing(true)} data-testid="edit-announcement">
            {announcement === '' ? t('drawer.write') : t('drawer.edit')}
          </Button>
        )}
      </div>
      <p className={styles.announcementText} dir="auto" data-testid="announcement">
        {announcement || t('drawer.noAnnouncement')}
      </p>
      {editing && <Editor conversation={conversation} onClose={() => setEditing(false)} />}
    </div>
  );
}

function Editor({ conversation: { id, announcement }, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  const [text, setText] = useState(announcement);
  useReturnFocus();
  const save = (): void => {
    if (text.trim() === announcement) onClose();
    else void ask(() => contacts.attempt(() => client.api.groups.update(id, { announcement: text.trim() })), onClose);
  };
  return (
    <Modal
      open
      centered
      mask={{ closable: false }}
      title={t('drawer.announcement')}
      okText={t('people.save')}
      cancelText={t('people.cancel')}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
    >
      <Input.TextArea
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={MAX_ANNOUNCEMENT}
        showCount
        autoSize={{ minRows: 4, maxRows: 12 }}
        className={styles.counted ?? ''}
        aria-label={t('drawer.announcement')}
        data-testid="announcement-input"
      />
    </Modal>
  );
}
