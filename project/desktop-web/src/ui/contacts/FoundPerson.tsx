import type { FoundUser, Relation } from '@godwit/shared/rest/user';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useContacts, useServices } from '../../state/app-services.js';
import styles from './AddFriend.module.css';
import listStyles from './lists.module.css';
import { PersonRow } from './PersonRow.js';
import { useAnswer } from './use-answer.js';

/** What stands between the two people decides what is offered: nothing for oneself, a chat, waiting, accepting, or asking. */
export function FoundPerson({ user }: { user: FoundUser }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  const [relation, setRelation] = useState<Relation>(user.relation);
  const request = useContacts((state) => state.lists?.received.find((one) => one.userId === user.userId && one.status === 'pending'));
  const name = user.nickname || user.username;
  const notes: Record<Relation, string> = {
    self: t('add.self'),
    friend: relation === user.relation ? t('add.friend') : t('add.nowFriends'),
    request_sent: t('add.requestSent', { name }),
    request_received: t('add.requestReceived', { name }),
    none: user.signature,
  };
  return (
    <>
      <div className={listStyles.card} data-testid="found-user" data-relation={relation}>
        <PersonRow person={user} note={notes[relation]} testId="found-person">
          {relation === 'friend' && (
            <Button
              type="primary"
              loading={busy}
              onClick={() => void ask(() => contacts.openDirect(user.userId), openChat)}
              data-testid="open-chat"
            >
              {t('add.openChat')}
            </Button>
          )}
          {relation === 'request_received' && request !== undefined && (
            <Button
              type="primary"
              loading={busy}
              onClick={() => void ask(() => contacts.accept(request.id), openChat)}
              data-testid="accept-found"
            >
              {t('contacts.accept')}
            </Button>
          )}
        </PersonRow>
      </div>
      {relation === 'none' && <Greeting userId={user.userId} onAsked={setRelation} />}
    </>
  );
}

function Greeting({ userId, onAsked }: { userId: string; onAsked: (relation: Relation) => void }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask } = useAnswer();
  const [greeting, setGreeting] = useState('');
  const ownName = useAccount((account) => (account.at === 'signed-in' ? (account.profile?.nickname ?? '') : ''));
  const send = (): void =>
    void ask(
      () => contacts.request(userId, greeting.trim()),
      (status) => onAsked(status === 'accepted' ? 'friend' : 'request_sent'),
    );
  return (
    <div className={styles.greeting}>
      <Input
        value={greeting}
        onChange={(event) => setGreeting(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) send();
        }}
        maxLength={200}
        placeholder={t('add.greetingPlaceholder', { name: ownName })}
        aria-label={t('add.greeting')}
        data-testid="add-friend-greeting"
      />
      <Button type="primary" loading={busy} onClick={send} data-testid="add-friend-send">
        {t('add.send')}
      </Button>
    </div>
  );
}
