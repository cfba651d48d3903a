import { newRequestKey } from '@godwit/client/api/again';
import type { Id } from '@godwit/shared/ids/id';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { Pane } from '../contacts/Pane.js';
import { useOpenChat } from '../people/use-answer.js';
import styles from './CreateGroup.module.css';
import { FriendPicker } from './FriendPicker.js';

const MIN_FRIENDS = 2;
/** Of one call; more are invited afterwards. */
const MAX_FRIENDS = 500;
const MAX_TITLE = 60;

/** A name and at least two friends, firstId among them from the beginning. A lost answer makes no second group: the same request key is sent again. */
export function CreateGroup({ firstId }: { firstId?: Id }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const openChat = useOpenChat();
  const [requestKey] = useState(newRequestKey);
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<readonly Id[]>(firstId === undefined ? [] : [firstId]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = title.trim() === '' ? t('group.nameMissing') : chosen.length < MIN_FRIENDS ? t('group.friendsMissing') : '';

  const create = async (): Promise<void> => {
    setBusy(true);
    const answer = await contacts.attempt(() => client.api.groups.create(title.trim(), chosen, requestKey));
    setBusy(false);
    if (answer.at === 'failed') setFailure(answer.failure);
    else openChat(answer.value.conversationId);
  };
  return (
    <Pane title={t('group.create')}>
      <div className={styles.form} data-testid="create-group">
        <Input
          size="large"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          placeholder={t('group.name')}
          aria-label={t('group.name')}
          maxLength={MAX_TITLE}
          showCount
          data-testid="group-name"
        />
        <FriendPicker chosen={chosen} onChange={setChosen} max={MAX_FRIENDS} />
        {failure !== null && <FailureNote failure={failure} />}
        <div className={styles.foot}>
          <span className={styles.missing}>{missing}</span>
          <Button
            type="primary"
            size="large"
            loading={busy}
            disabled={missing !== ''}
            onClick={() => void create()}
            data-testid="create-group-submit"
          >
            {chosen.length === 0 ? t('group.create') : t('group.createWith', { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Pane>
  );
}
