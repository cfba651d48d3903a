import type { FriendRequest, RequestDirection, RequestStatus } from '@godwit/shared/rest/friends';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Section } from '../common/Section.js';
import styles from './lists.module.css';
import { PersonRow } from './PersonRow.js';
import { useAnswer } from '../people/use-answer.js';

/** Answered requests stay in sight, the newest few. */
const SHOWN_ANSWERED = 5;

interface RequestListProps {
  readonly direction: RequestDirection;
  readonly requests: readonly FriendRequest[];
}

export function RequestList({ direction, requests }: RequestListProps) {
  const { t } = useTranslation();
  const pending = requests.filter((request) => request.status === 'pending');
  const shown = [...pending, ...requests.filter((request) => request.status !== 'pending').slice(0, SHOWN_ANSWERED)];
  const received = direction === 'received';
  return (
    <Section title={`${t('contacts.requests')} · ${received ? t('contacts.received') : t('contacts.sent')}`} count={pending.length}>
      {shown.length === 0 ? (
        <p className={styles.none}>{received ? t('contacts.noReceived') : t('contacts.noSent')}</p>
      ) : (
        <div className={styles.card}>
          {shown.map((request) => (
            <PersonRow key={request.id} person={request} note={request.message} testId={`request-${direction}`}>
              {received && request.status === 'pending' ? <Decision requestId={request.id} /> : <Status status={request.status} />}
            </PersonRow>
          ))}
        </div>
      )}
    </Section>
  );
}

function Decision({ requestId }: { requestId: string }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  return (
    <>
      <Button disabled={busy} onClick={() => void ask(() => contacts.reject(requestId))} data-testid="reject-request">
        {t('contacts.reject')}
      </Button>
      <Button
        type="primary"
        disabled={busy}
        onClick={() => void ask(() => contacts.accept(requestId), openChat)}
        data-testid="accept-request"
      >
        {t('contacts.accept')}
      </Button>
    </>
  );
}

function Status({ status }: { status: RequestStatus }) {
  const { t } = useTranslation();
  const words: Record<RequestStatus, string> = {
    pending: t('contacts.pending'),
    accepted: t('contacts.accepted'),
    rejected: t('contacts.rejected'),
  };
  return (
    <span data-testid="request-status" data-status={status}>
      {words[status]}
    </span>
  );
}
