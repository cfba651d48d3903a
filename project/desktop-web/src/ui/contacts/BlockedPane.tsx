import type { BlockedUser } from '@godwit/shared/rest/blocks';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useContacts, usePreferences, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { fullTime } from '../common/time-label.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './lists.module.css';
import { Pane } from './Pane.js';
import { PersonRow } from './PersonRow.js';
import { WithContacts } from './WithContacts.js';

/** Who is blocked, the newest first. */
export function BlockedPane() {
  const { t } = useTranslation();
  return (
    <Pane title={t('contacts.blocked')}>
      <WithContacts>{({ blocks }) => <All blocks={blocks} />}</WithContacts>
    </Pane>
  );
}

function All({ blocks }: { blocks: readonly BlockedUser[] }) {
  const { t } = useTranslation();
  if (blocks.length === 0) return <EmptyState title={t('contacts.noBlocked')} hint={t('contacts.noBlockedHint')} testId="no-blocked" />;
  return (
    <div className={styles.card}>
      {blocks.map((blocked) => (
        <Blocked key={blocked.userId} blocked={blocked} />
      ))}
    </div>
  );
}

function Blocked({ blocked }: { blocked: BlockedUser }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask } = useAnswer();
  const language = usePreferences((state) => state.language);
  const remark = useContacts((state) => friendById(state, blocked.userId)?.remark ?? '');
  return (
    <PersonRow person={blocked} name={remark} note={fullTime(blocked.createdAt, language)} testId="blocked-user">
      <Button loading={busy} onClick={() => void ask(() => contacts.unblock(blocked.userId))} data-testid="unblock">
        {t('people.unblock')}
      </Button>
    </PersonRow>
  );
}
