import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useLayout, useServices } from '../../state/app-services.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { CreateGroup } from '../groups/CreateGroup.js';
import { PersonView } from '../people/PersonView.js';
import { AddPane } from './AddPane.js';
import { BlockedPane } from './BlockedPane.js';
import styles from './ContactsPage.module.css';
import { ContactSide } from './ContactSide.js';
import { GroupsPane } from './GroupsPane.js';
import { NoticesPane } from './NoticesPane.js';
import { Pane } from './Pane.js';
import { RequestsPane } from './RequestsPane.js';

/** The people and groups on the left, one of them or of the lists on the right; one of both below 768 px. */
export function ContactsPage() {
  const { t } = useTranslation();
  const { contacts, stores } = useServices();
  const { section = '', id = '' } = useParams();
  const width = useLayout((state) => state.listWidth);
  useEffect(() => {
    const { fresh, failure } = stores.contacts.getState();
    if (!fresh || failure !== null) void contacts.refresh();
  }, [contacts, stores]);
  return (
    <div className={styles.page} data-open={section !== ''} data-testid="contacts">
      <aside className={styles.side} style={{ '--gw-list-width': `${width}px` } as object} aria-label={t('contacts.label')}>
        <PanelBoundary resetKey="contacts">
          <ContactSide />
        </PanelBoundary>
      </aside>
      <main className={styles.main} tabIndex={-1}>
        <PanelBoundary resetKey={`${section}/${id}`}>
          <Chosen section={section} id={id} />
        </PanelBoundary>
      </main>
    </div>
  );
}

function Chosen({ section, id }: { section: string; id: string }) {
  const { t } = useTranslation();
  switch (section) {
    case 'requests':
      return <RequestsPane />;
    case 'notices':
      return <NoticesPane />;
    case 'groups':
      return <GroupsPane />;
    case 'blocked':
      return <BlockedPane />;
    case 'new-group':
      return <CreateGroup key={id} {...(id === '' ? {} : { firstId: id })} />;
    case 'person':
      return (
        <Pane title={t('people.card')}>
          <PersonView key={id} userId={id} conversationId={null} />
        </Pane>
      );
    default:
      return <AddPane />;
  }
}
