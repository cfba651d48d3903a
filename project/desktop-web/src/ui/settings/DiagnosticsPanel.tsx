import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { VERSION } from '../../app/version.js';
import { useLink, useServices } from '../../state/app-services.js';
import { useFeedback } from '../common/feedback.js';
import { Card } from './Card.js';
import { diagnostics, problemLine } from './diagnostics.js';
import { copyText } from '../common/copy-text.js';
import styles from './DiagnosticsPanel.module.css';
import { Panel } from './Panel.js';

export function DiagnosticsPanel() {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { stores, session } = useServices();
  const link = useLink((state) => state);
  const problems = useStore(stores.problems, (state) => state.problems);
  const rows = diagnostics(link, VERSION);

  const copy = async (): Promise<void> => {
    const lines = [...rows.map(([name, value]) => `${name}: ${value}`), '', ...problems.map(problemLine)];
    if (await copyText(lines.join('\n'))) message.success(t('link.copied'));
    else message.error(t('link.copyFailed'));
  };

  return (
    <Panel title={t('settings.diagnostics')}>
      <Card note={t('diagnostics.note')}>
        <dl className={styles.list} data-testid="diagnostics">
          {rows.map(([name, value]) => (
            <div key={name} className={styles.row}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className={styles.actions}>
          <Button onClick={() => void copy()} data-testid="copy-all-diagnostics">
            {t('link.copy')}
          </Button>
          {link.status.at !== 'online' && <Button onClick={() => session.retryNow()}>{t('link.retryNow')}</Button>}
        </div>
      </Card>
      <Card title={t('diagnostics.problems')}>
        {problems.length === 0 ? (
          <p className={styles.none}>{t('diagnostics.noProblems')}</p>
        ) : (
          <ol className={styles.problems} data-testid="problems">
            {problems.map((problem) => (
              <li key={`${problem.at} ${problem.text}`}>{problemLine(problem)}</li>
            ))}
          </ol>
        )}
      </Card>
    </Panel>
  );
}
