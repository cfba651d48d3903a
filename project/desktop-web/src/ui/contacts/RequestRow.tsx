import type { FriendRequest, RequestStatus } from '@godwit/shared/rest/friends';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import type { Answered } from '../../state/contact-actions.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { fullTime } from '../common/time-label.js';
import { useOpenChat } from '../people/use-answer.js';
import { PersonRow } from './PersonRow.js';

/** One request, with what was decided or what can be; why a decision failed stays in sight. */
export function RequestRow({ request }: { request: FriendRequest }) {
  const language = usePreferences((state) => state.language);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { direction, status, message, createdAt } = request;
  return (
    <PersonRow person={request} note={message} title={fullTime(createdAt, language)} testId={`request-${direction}`}>
      {direction === 'received' && status === 'pending' ? (
        <Decision requestId={request.id} onFailure={setFailure} />
      ) : (
        <Status status={status} received={direction === 'received'} />
      )}
      {failure !== null && <FailureNote failure={failure} />}
    </PersonRow>
  );
}

function Decision({ requestId, onFailure }: { requestId: string; onFailure: (failure: Failure | null) => void }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const openChat = useOpenChat();
  const [busy, setBusy] = useState(false);
  const decide = async <T,>(call: () => Promise<Answered<T>>, then?: (value: T) => void): Promise<void> => {
    setBusy(true);
    const answer = await call();
    setBusy(false);
    onFailure(answer.at === 'failed' ? answer.failure : null);
    if (answer.at === 'done') then?.(answer.value);
  };
  return (
    <>
      <Button disabled={busy} onClick={() => void decide(() => contacts.reject(requestId))} data-testid="reject-request">
        {t('contacts.reject')}
      </Button>
      <Button
        type="primary"
        disabled={busy}
        onClick={() => void decide(() => contacts.accept(requestId), openChat)}
        data-testid="accept-request"
      >
        {t('contacts.accept')}
      </Button>
    </>
  );
}

function Status({ status, received }: { status: RequestStatus; received: boolean }) {
  const { t } = useTranslation();
  const words: Record<RequestStatus, string> = {
    pending: received ? '' : t('contacts.pending'),
    accepted: t('contacts.accepted'),
    rejected: t('contacts.rejected'),
  };
  return (
    <span data-testid="request-status" data-status={status}>
      {words[status]}
    </span>
  );
}
