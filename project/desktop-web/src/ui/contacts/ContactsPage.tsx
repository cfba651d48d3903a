import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { ConversationSkeleton } from '../conversation-list/ConversationSkeleton.js';
import { FailureNote } from '../common/FailureNote.js';
import { AddFriend } from './AddFriend.js';
import styles from './ContactsPage.module.css';
import { FriendList } from './FriendList.js';
import { RequestList } from './RequestList.js';

/** Adding, requests, friends: one page, the most urgent first. */
export function ContactsPage() {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const lists = useContacts((state) => state.lists);
  useEffect(() => void contacts.refresh(), [contacts]);
  return (
    <main className={styles.page} aria-label={t('contacts.label')} data-testid="contacts">
      <div className={styles.column}>
        <h1 className={styles.title}>{t('contacts.title')}</h1>
        <LoadFailure />
        <AddFriend />
        {lists !== null && (
          <>
            <RequestList direction="received" requests={lists.received} />
            <RequestList direction="sent" requests={lists.sent} />
            <FriendList friends={lists.friends} />
          </>
        )}
        {lists === null && <Waiting />}
      </div>
    </main>
  );
}

function Waiting() {
  const failed = useContacts((state) => state.failure !== null);
  return failed ? null : <ConversationSkeleton />;
}

/** Names the failure; with lists of an earlier visit below it says that they may be old. */
function LoadFailure() {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const failure = useContacts((state) => state.failure);
  const cached = useContacts((state) => state.lists !== null);
  if (failure === null) return null;
  return (
    <div className={styles.failure}>
      {cached ? (
        <p className={styles.cached} role="status" data-testid="contacts-cached">
          {t('contacts.loadFailed')} {t('contacts.cached')}
        </p>
      ) : (
        <FailureNote failure={failure} />
      )}
      <Button size="small" onClick={() => void contacts.refresh()}>
        {t('app.tryAgain')}
      </Button>
    </div>
  );
}
