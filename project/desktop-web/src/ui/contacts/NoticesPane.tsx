import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { APPLICATIONS } from '../../state/badge-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { FailedRest } from '../common/FailedRest.js';
import { Section } from '../common/Section.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { GroupApplications } from '../groups/Applications.js';
import { useRest } from '../people/use-rest.js';
import styles from './lists.module.css';
import { NoticeRow } from './NoticeRow.js';
import { Pane } from './Pane.js';

/** Who waits to be let into groups that one leads, and what happened to oneself in groups. */
export function NoticesPane() {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const notices = useContacts((state) => state.notices);
  const counts = useRest([APPLICATIONS], () => client.api.groups.applicationCounts());
  useEffect(() => contacts.seeNotices(), [contacts, notices]);
  const groups = counts.at === 'done' ? counts.value.groups : [];
  return (
    <Pane title={t('contacts.notices')}>
      {counts.at === 'loading' && notices.length === 0 && <SkeletonRows picture />}
      {counts.at === 'failed' && <FailedRest failure={counts.failure} again={counts.again} />}
      {groups.map(({ conversationId }) => (
        <GroupApplications key={conversationId} groupId={conversationId} />
      ))}
      {notices.length > 0 && (
        <Section title={t('contacts.happened')}>
          <div className={styles.card}>
            {notices.map((notice) => (
              <NoticeRow key={`${notice.conversationId}${notice.operation}${notice.at}`} notice={notice} />
            ))}
          </div>
          <p className={styles.none}>{t('contacts.happenedHint')}</p>
        </Section>
      )}
      {counts.at === 'done' && groups.length === 0 && notices.length === 0 && (
        <EmptyState title={t('contacts.noNotices')} hint={t('contacts.noNoticesHint')} testId="no-notices" />
      )}
    </Pane>
  );
}
