import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { EmptyState } from '../common/EmptyState.js';
import { groupIdOf, isCode } from './invite-text.js';
import { JoinCard } from './JoinCard.js';
import styles from './JoinPage.module.css';

/** Where an invite link leads. */
export function JoinPage() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const [search] = useSearchParams();
  return (
    <main className={styles.page} tabIndex={-1} aria-label={t('group.invitation')} data-testid="join-page">
      {isCode(code) ? (
        <div className={styles.column}>
          <h1 className={styles.title}>{t('group.invitation')}</h1>
          <JoinCard groupId={groupIdOf(search.get('group'))} code={code} />
        </div>
      ) : (
        <EmptyState title={t('group.brokenLink')} hint={t('group.brokenLinkHint')} />
      )}
    </main>
  );
}
