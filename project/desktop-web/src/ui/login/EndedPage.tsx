import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EndReason } from '../../state/account-store.js';
import { useServices } from '../../state/app-services.js';
import { AuthCard } from './AuthCard.js';
import styles from './EndedPage.module.css';

/** The session ended without the user asking. Nothing reconnects until a button is pressed, or two windows would throw each other out for ever. */
export function EndedPage({ reason }: { reason: EndReason }) {
  const { t } = useTranslation();
  const { session, stores, updates } = useServices();

  // The route guard leads to the sign-in page and back to this address.
  const signIn = (): void => stores.account.setState({ account: { at: 'signed-out' } });
  const pages: Record<EndReason, { title: string; hint: string; button: string; act: () => void }> = {
    replaced: { title: t('ended.replaced'), hint: t('ended.replacedHint'), button: t('ended.useHere'), act: () => session.resume() },
    revoked: { title: t('ended.revoked'), hint: t('ended.revokedHint'), button: t('ended.signIn'), act: signIn },
    expired: { title: t('ended.expired'), hint: t('ended.expiredHint'), button: t('ended.signIn'), act: signIn },
    refused: { title: t('ended.version'), hint: t('ended.versionHint'), button: t('ended.reload'), act: () => updates.take() },
  };
  const page = pages[reason];

  return (
    <AuthCard title={page.title}>
      <div className={styles.body} data-testid="session-ended" data-reason={reason}>
        <p className={styles.hint}>{page.hint}</p>
        <Button type="primary" size="large" block autoFocus onClick={page.act} data-testid="ended-action">
          {page.button}
        </Button>
      </div>
    </AuthCard>
  );
}
