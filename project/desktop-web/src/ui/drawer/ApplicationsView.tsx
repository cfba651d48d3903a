import type { Id } from '@godwit/shared/ids/id';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../common/EmptyState.js';
import { FailedRest } from '../common/FailedRest.js';
import { ApplicationRows, useApplications } from '../groups/Applications.js';
import styles from './drawer.module.css';

/** Who waits to be let in, the oldest first. */
export function ApplicationsView({ groupId }: { groupId: Id }) {
  const { t } = useTranslation();
  const { list, count } = useApplications(groupId);
  if (list.at === 'loading') return <Skeleton active avatar paragraph={{ rows: 2 }} />;
  if (list.at === 'failed') return <FailedRest failure={list.failure} again={list.again} />;
  const { applications } = list.value;
  if (applications.length === 0) return <EmptyState title={t('drawer.noApplications')} testId="no-applications" />;
  return (
    <>
      <ApplicationRows groupId={groupId} applications={applications} />
      {count > applications.length && <p className={styles.hint}>{t('drawer.moreWait', { count: count - applications.length })}</p>}
    </>
  );
}
