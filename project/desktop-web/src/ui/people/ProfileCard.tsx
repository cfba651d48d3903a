import type { PublicUser } from '@godwit/shared/rest/user';
import { Button, Modal, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { usePeople, useServices } from '../../state/app-services.js';
import type { OpenCard } from '../../state/people-store.js';
import { FailureNote } from '../common/FailureNote.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { PersonActions } from './PersonActions.js';
import { PersonDetails } from './PersonDetails.js';
import { PersonHead } from './PersonHead.js';
import styles from './ProfileCard.module.css';
import { useRest } from './use-rest.js';

/** The one place where profile cards open, from any avatar or name. */
export function ProfileCardHost() {
  const { t } = useTranslation();
  const { people } = useServices();
  const card = usePeople((state) => state.card);
  const { pathname } = useLocation();
  useEffect(() => people.closeCard(), [people, pathname]);
  return (
    <Modal
      open={card !== null}
      onCancel={() => people.closeCard()}
      footer={null}
      centered
      width={400}
      destroyOnHidden
      title={<span className="gw-visually-hidden">{t('people.card')}</span>}
      data-testid="profile-card"
    >
      {card !== null && (
        <PanelBoundary resetKey={card.userId}>
          <ProfileCard key={card.userId} card={card} />
        </PanelBoundary>
      )}
    </Modal>
  );
}

function ProfileCard({ card: { userId, conversationId } }: { card: OpenCard }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const person = useRest(['user', userId], () => client.api.user(userId));
  if (person.at === 'loading') return <Skeleton active avatar={{ size: 88 }} paragraph={{ rows: 3 }} />;
  if (person.at === 'failed')
    return (
      <div className={styles.failed}>
        <FailureNote failure={person.failure} />
        <Button onClick={person.again}>{t('app.tryAgain')}</Button>
      </div>
    );
  return <Person user={person.value} conversationId={conversationId} />;
}

function Person({ user, conversationId }: { user: PublicUser; conversationId: string | null }) {
  return (
    <div className={styles.card} data-testid="profile" data-user-id={user.userId}>
      <PersonHead user={user} />
      <PersonDetails user={user} conversationId={conversationId} />
      <PersonActions user={user} />
    </div>
  );
}
