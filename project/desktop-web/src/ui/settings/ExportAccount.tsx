import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useServices } from '../../state/app-services.js';
import { asFailure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { useBlocked } from '../common/use-blocked.js';
import { Card } from './Card.js';
import { sizeLabel } from '../common/size-label.js';
import styles from './rows.module.css';
import { collectExport, type ExportProgress, saveFile } from './save-export.js';

const NOTHING: ExportProgress = { records: 0, bytes: 0 };

/** Everything that the account holds, as a file. */
export function ExportAccount() {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client } = useServices();
  const username = useAccount((account) => (account.at === 'signed-in' ? account.profile?.username : undefined));
  const attempt = useAttempt();
  const blocked = useBlocked(attempt.failure);
  const [progress, setProgress] = useState(NOTHING);
  const under = useRef<AbortController>(null);
  useEffect(() => () => under.current?.abort(), []);

  const run = async (): Promise<void> => {
    const abort = new AbortController();
    under.current = abort;
    setProgress(NOTHING);
    let file: Blob | null = null;
    const collect = async (): Promise<void> => {
      file = await collectExport(client.api.exportAccount(), abort.signal, setProgress);
    };
    await attempt.run(() => asFailure(collect()));
    if (file === null) return;
    saveFile(file, `godwit-${username ?? 'account'}-${new Date().toISOString().slice(0, 10)}.ndjson`);
    message.success(t('account.exportDone'));
  };

  return (
    <Card title={t('account.export')} note={t('account.exportNote')}>
      <div className={styles.body}>
        {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
        <div className={styles.actions}>
          <Button onClick={() => void run()} loading={attempt.busy} disabled={blocked} data-testid="export-account">
            {t('account.exportStart')}
          </Button>
          {attempt.busy && (
            <>
              <span className={styles.muted} role="status" data-testid="export-progress">
                {t('account.exportProgress', { count: progress.records, size: sizeLabel(progress.bytes) })}
              </span>
              <Button type="text" onClick={() => under.current?.abort()}>
                {t('settings.cancel')}
              </Button>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}
