import type { Id } from '@godwit/shared/ids/id';
import { Skeleton } from 'antd';
import { FailedRest } from '../common/FailedRest.js';
import { PersonActions } from './PersonActions.js';
import { PersonDetails } from './PersonDetails.js';
import { PersonHead } from './PersonHead.js';
import styles from './PersonView.module.css';
import { SharedGroups } from './SharedGroups.js';
import { usePerson } from './use-person.js';

/** All about one person, and what can be done. conversationId: the group in which he was met, or null. */
export function PersonView({ userId, conversationId }: { userId: Id; conversationId: Id | null }) {
  const person = usePerson(userId);
  if (person.at === 'loading') return <Skeleton active avatar={{ size: 88 }} paragraph={{ rows: 3 }} />;
  if (person.at === 'failed')
    return (
      <div className={styles.failed}>
        <FailedRest failure={person.failure} again={person.again} />
      </div>
    );
  return (
    <div className={styles.person} data-testid="profile" data-user-id={userId}>
      {person.failure !== null && <FailedRest failure={person.failure} again={person.again} />}
      <PersonHead user={person.value} />
      <PersonDetails user={person.value} conversationId={conversationId} />
      {person.value.relation !== 'self' && <SharedGroups userId={userId} />}
      <PersonActions user={person.value} />
    </div>
  );
}
