import type { FoundUser, Relation } from '@godwit/shared/rest/user';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { AskFriend } from '../people/AskFriend.js';
import listStyles from './lists.module.css';
import { PersonRow } from './PersonRow.js';
import { useAnswer } from '../people/use-answer.js';
import { useRelation } from '../people/use-relation.js';

/** What stands between the two people decides what is offered: nothing for oneself, a chat, waiting, accepting, or asking. */
export function FoundPerson({ user }: { user: FoundUser }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  const relation = useRelation(user.userId, user.relation);
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
      {relation === 'none' && <AskFriend userId={user.userId} />}
    </>
  );
}
