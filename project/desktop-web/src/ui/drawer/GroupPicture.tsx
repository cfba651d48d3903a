import { Camera } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { setGroupPicture } from '../groups/set-group-picture.js';
import { usePicture } from '../groups/use-picture.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './GroupPicture.module.css';

/** The picture of a group; who may change it chooses another one, or takes it away. */
export function GroupPicture({ conversation, changes }: { conversation: Conversation; changes: boolean }) {
  const { id, title, avatar } = conversation;
  return (
    <div className={styles.picture}>
      <Avatar name={title} seed={id} image={avatar} size={92} />
      {changes && <Change conversation={conversation} />}
    </div>
  );
}

function Change({ conversation: { id, avatar } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  const picture = usePicture((chosen) => void ask(() => contacts.attempt(() => setGroupPicture(client, id, chosen))));
  const remove = (): void => void ask(() => contacts.attempt(() => client.api.groups.update(id, { avatar: '' })));
  return (
    <>
      <Button
        className={styles.change ?? ''}
        shape="circle"
        size="small"
        loading={busy}
        icon={<Icon of={Camera} size={16} />}
        aria-label={t('group.choosePicture')}
        title={t('group.choosePicture')}
        onClick={picture.choose}
        data-testid="change-group-picture"
      />
      {avatar !== '' && (
        <Button type="text" size="small" disabled={busy} onClick={remove} data-testid="remove-group-picture">
          {t('group.removePicture')}
        </Button>
      )}
      {picture.parts}
    </>
  );
}
