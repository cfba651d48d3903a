import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useServices } from '../../state/app-services.js';
import { Card } from './Card.js';
import { Panel } from './Panel.js';
import rows from './rows.module.css';
import styles from './SignOutPanel.module.css';

type Local = 'wipe' | 'keep';

/** Out of this device; the user says what becomes of what is kept here. */
export function SignOutPanel() {
  const { t } = useTranslation();
  const { session } = useServices();
  const unsent = useConversations(({ list }) => list.reduce((sum, one) => sum + one.sending + one.failed, 0));
  const [local, setLocal] = useState<Local>('wipe');
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
        {unsent > 0 && (
          <p className={styles.unsent} role="alert">
            {local === 'wipe' ? t('settings.signOutUnsent', { count: unsent }) : t('signOut.unsentKept', { count: unsent })}
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
