import { newRequestKey } from '@godwit/client/api/again';
import type { Id } from '@godwit/shared/ids/id';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { Pane } from '../contacts/Pane.js';
import { useOpenChat } from '../people/use-answer.js';
import { useFailureWords } from '../people/use-failure-words.js';
import styles from './CreateGroup.module.css';
import { FriendPicker } from './FriendPicker.js';
import { NewPicture } from './NewPicture.js';
import { setGroupPicture } from './set-group-picture.js';

const MIN_FRIENDS = 2;
/** Of one call; more are invited afterwards. */
const MAX_FRIENDS = 500;
const MAX_TITLE = 60;

/** A name and at least two friends, firstId among them from the beginning. A lost answer makes no second group: the same request key is sent again. */
export function CreateGroup({ firstId }: { firstId?: Id }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<readonly Id[]>(firstId === undefined ? [] : [firstId]);
  const [picture, setPicture] = useState<Blob | null>(null);
  const missing = title.trim() === '' ? t('group.nameMissing') : chosen.length < MIN_FRIENDS ? t('group.friendsMissing') : '';

  const { busy, failure, create } = useCreate();
  return (
    <Pane title={t('group.create')}>
      <div className={styles.form} data-testid="create-group">
        <div className={styles.head}>
          <NewPicture picture={picture} onPicture={setPicture} />
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
        </div>
        <FriendPicker chosen={chosen} onChange={setChosen} max={MAX_FRIENDS} />
        {failure !== null && <FailureNote failure={failure} />}
        <div className={styles.foot}>
          <span className={styles.missing}>{missing}</span>
          <Button
            type="primary"
            size="large"
            loading={busy}
            disabled={missing !== ''}
            onClick={() => void create({ title: title.trim(), chosen, picture })}
            data-testid="create-group-submit"
          >
            {chosen.length === 0 ? t('group.create') : t('group.createWith', { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Pane>
  );
}

interface NewGroup {
  readonly title: string;
  readonly chosen: readonly Id[];
  readonly picture: Blob | null;
}

/** Makes the group, gives it its picture, and opens it. */
function useCreate() {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { message } = useFeedback();
  const words = useFailureWords();
  const openChat = useOpenChat();
  const [requestKey] = useState(newRequestKey);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const create = async ({ title, chosen, picture }: NewGroup): Promise<void> => {
    setBusy(true);
    const answer = await contacts.attempt(() => client.api.groups.create(title, chosen, requestKey));
    if (answer.at === 'failed') {
      setBusy(false);
      setFailure(answer.failure);
      return;
    }
    const { conversationId } = answer.value;
    // The group is there: a picture that does not get through can be set in its drawer.
    const set = picture === null ? null : await contacts.attempt(() => setGroupPicture(client, conversationId, picture));
    if (set?.at === 'failed') message.error(t('group.pictureFailed', { reason: words(set.failure) }));
    openChat(conversationId);
  };
  return { busy, failure, create };
}
