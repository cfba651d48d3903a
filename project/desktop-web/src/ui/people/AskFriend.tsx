import type { Id } from '@godwit/shared/ids/id';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import styles from './AskFriend.module.css';

/** A greeting and the request; why it was refused stays in sight. */
export function AskFriend({ userId }: { userId: Id }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const [greeting, setGreeting] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ownName = useAccount((account) => (account.at === 'signed-in' ? (account.profile?.nickname ?? '') : ''));
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const answer = await contacts.request(userId, greeting.trim());
    setBusy(false);
    setFailure(answer.at === 'failed' ? answer.failure : null);
  };
  return (
    <div className={styles.ask}>
      <div className={styles.form}>
        <Input
          value={greeting}
          onChange={(event) => setGreeting(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) void send();
          }}
          maxLength={200}
          placeholder={ownName === '' ? t('add.greeting') : t('add.greetingPlaceholder', { name: ownName })}
          aria-label={t('add.greeting')}
          data-testid="add-friend-greeting"
        />
        <Button type="primary" loading={busy} onClick={() => void send()} data-testid="add-friend-send">
          {t('add.send')}
        </Button>
      </div>
      {failure !== null && <FailureNote failure={failure} />}
    </div>
  );
}
