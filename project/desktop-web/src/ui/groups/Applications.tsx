import { useQueryClient } from '@tanstack/react-query';
import type { Id } from '@godwit/shared/ids/id';
import type { Decision, GroupApplication } from '@godwit/shared/rest/groups';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, usePreferences, useServices } from '../../state/app-services.js';
import { APPLICATIONS } from '../../state/badge-store.js';
import { conversationById } from '../../state/conversation-store.js';
import type { Failure } from '../../state/failure.js';
import { FailedRest } from '../common/FailedRest.js';
import { FailureNote } from '../common/FailureNote.js';
import { Section } from '../common/Section.js';
import { useFeedback } from '../common/feedback.js';
import { fullTime } from '../common/time-label.js';
import listStyles from '../contacts/lists.module.css';
import { PersonRow } from '../contacts/PersonRow.js';
import { useRest } from '../people/use-rest.js';

/** Who waits to be let into one group, with the group's name above; nothing while nobody does. */
export function GroupApplications({ groupId }: { groupId: Id }) {
  const { t } = useTranslation();
  const title = useConversations((state) => conversationById(state, groupId)?.title) || t('chat.unknownName');
  const { list, count } = useApplications(groupId);
  if (list.at === 'failed') return <FailedRest failure={list.failure} again={list.again} />;
  if (list.at === 'loading' || list.value.applications.length === 0) return null;
  return (
    <Section title={t('group.applicationsTo', { name: title })} count={count}>
      <ApplicationRows groupId={groupId} applications={list.value.applications} />
    </Section>
  );
}

/** The oldest hundred; read again with every badge that tells of a change, as all lists of applications are. */
export function useApplications(groupId: Id) {
  const { client } = useServices();
  const list = useRest([APPLICATIONS, groupId], () => client.api.groups.applications(groupId));
  return { list, count: list.at === 'done' ? list.value.pending : 0 };
}

export function ApplicationRows({ groupId, applications }: { groupId: Id; applications: readonly GroupApplication[] }) {
  return (
    <div className={listStyles.card}>
      {applications.map((application) => (
        <ApplicationRow key={application.id} groupId={groupId} application={application} />
      ))}
    </div>
  );
}

function ApplicationRow({ groupId, application }: { groupId: Id; application: GroupApplication }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { message } = useFeedback();
  const queries = useQueryClient();
  const language = usePreferences((state) => state.language);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const decide = async (wanted: Decision['status']): Promise<void> => {
    setBusy(true);
    const { groups } = client.api;
    const answer = await contacts.attempt(() =>
      wanted === 'accepted' ? groups.accept(groupId, application.id) : groups.reject(groupId, application.id),
    );
    setBusy(false);
    setFailure(answer.at === 'failed' ? answer.failure : null);
    if (answer.at === 'done' && answer.value.status !== wanted) message.info(t('group.decidedBefore'));
    await queries.invalidateQueries({ queryKey: [APPLICATIONS] });
    void client.followBadges().catch(() => undefined);
  };
  return (
    <PersonRow person={application} note={application.message} title={fullTime(application.createdAt, language)} testId="application">
      <Button disabled={busy} onClick={() => void decide('rejected')} data-testid="reject-application">
        {t('contacts.reject')}
      </Button>
      <Button type="primary" disabled={busy} onClick={() => void decide('accepted')} data-testid="accept-application">
        {t('contacts.accept')}
      </Button>
      {failure !== null && <FailureNote failure={failure} />}
    </PersonRow>
  );
}
