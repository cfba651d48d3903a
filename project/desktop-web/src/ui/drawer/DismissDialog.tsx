import type { Conversation } from '@godwit/client/view/conversation';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './drawer.module.css';

/** Nothing brings a dismissed group back, so its name is typed first. */
export function DismissDialog({ conversation: { id, title }, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  const [typed, setTyped] = useState('');
  useReturnFocus();
  return (
    <Modal
      open
      centered
      width={420}
      title={t('drawer.dismissConfirm', { name: title })}
      okText={t('drawer.dismiss')}
      cancelText={t('people.cancel')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== title.trim() }}
      confirmLoading={busy}
      onOk={() => void ask(() => contacts.attempt(() => client.api.groups.dismiss(id)), onClose)}
      onCancel={onClose}
    >
      <div className={styles.form} style={{ paddingInline: 0 }}>
        <p>{t('drawer.dismissHint')}</p>
        <Input
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={title}
          aria-label={t('drawer.typeName')}
          data-testid="dismiss-name"
        />
      </div>
    </Modal>
  );
}
