import { Copy } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { copyText } from '../common/copy-text.js';
import { Icon } from '../common/Icon.js';
import { useFeedback } from '../common/feedback.js';
import { LineField } from '../people/LineField.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './drawer.module.css';
import { mayChange } from './group-permissions.js';
import { GroupPicture } from './GroupPicture.js';

const MAX_TITLE = 60;

/** Picture, name and id. */
export function GroupHead({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { message } = useFeedback();
  const { busy, ask } = useAnswer();
  const { id, title, removed, role, memberCount } = conversation;
  const changes = !removed && mayChange(role);
  const copy = async (): Promise<void> => {
    if (await copyText(id)) message.success(t('people.copied'));
    else message.error(t('people.copyFailed'));
  };
  return (
    <>
      <div className={styles.head}>
        <GroupPicture conversation={conversation} changes={changes} />
        <p className={styles.name} dir="auto" data-testid="group-title">
          {title}
        </p>
        <p className={styles.hint}>{removed ? t('drawer.over') : t('group.members', { count: memberCount })}</p>
      </div>
      <div className={styles.card}>
        {changes && (
          <LineField
            label={t('group.name')}
            value={title}
            none=""
            maxLength={MAX_TITLE}
            busy={busy}
            onSave={(name, close) => {
              if (name === '') close();
              else void ask(() => contacts.attempt(() => client.api.groups.update(id, { title: name })), close);
            }}
            testId="group-title-field"
          />
        )}
        <div className={`${styles.setting} ${styles.id}`}>
          <span>
            <span className={styles.hint}>{t('drawer.groupId')}</span>
            <br />
            {id}
          </span>
          <Button
            type="text"
            icon={<Icon of={Copy} size={17} />}
            aria-label={t('people.copy', { what: t('drawer.groupId') })}
            onClick={() => void copy()}
          />
        </div>
      </div>
    </>
  );
}
