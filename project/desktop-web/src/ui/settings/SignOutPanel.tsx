import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useServices, useUploads } from '../../state/app-services.js';
import { unsentIn } from '../../state/conversation-store.js';
import { Card } from './Card.js';
import { Panel } from './Panel.js';
import rows from './rows.module.css';
import styles from './SignOutPanel.module.css';

type Local = 'wipe' | 'keep';

/** Out of this device; the user says what becomes of what is kept here. */
export function SignOutPanel() {
  const { t } = useTranslation();
  const { session } = useServices();
  const outbox = useConversations(unsentIn);
  // What is not in the outbox yet goes with the page whatever is kept.
  const uploads = useUploads((state) => state.messages.length);
  const [local, setLocal] = useState<Local>('wipe');
  const [lost, kept] = local === 'wipe' ? [outbox + uploads, 0] : [uploads, outbox];
  const [busy, setBusy] = useState(false);
  const signOut = (): void => {
    setBusy(true);
    void session.signOut({ wipe: local === 'wipe' }).finally(() => setBusy(false));
  };
  return (
    <Panel title={t('settings.signOut')}>
      <Card note={t('signOut.note')}>
        <Radio.Group
          className={styles.choices ?? ''}
          value={local}
          onChange={(event) => setLocal(event.target.value as Local)}
          aria-label={t('signOut.data')}
        >
          <Radio value="wipe" data-testid="sign-out-wipe">
            <span className={styles.name}>{t('signOut.wipe')}</span>
            <span className={rows.hint}>{t('signOut.wipeHint')}</span>
          </Radio>
          <Radio value="keep" data-testid="sign-out-keep">
            <span className={styles.name}>{t('signOut.keep')}</span>
            <span className={rows.hint}>{t('signOut.keepHint')}</span>
          </Radio>
        </Radio.Group>
        {lost > 0 && (
          <p className={styles.unsent} role="alert">
            {t('settings.signOutUnsent', { count: lost })}
          </p>
        )}
        {kept > 0 && (
          <p className={styles.unsent} role="alert">
            {t('signOut.unsentKept', { count: kept })}
          </p>
        )}
        <div className={rows.actions}>
          <Button type="primary" danger className={styles.button ?? ''} loading={busy} onClick={signOut} data-testid="sign-out">
            {t('settings.signOut')}
          </Button>
        </div>
      </Card>
    </Panel>
  );
}
