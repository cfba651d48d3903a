import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConversations, useLink, useServices } from '../../state/app-services.js';
import { unsentIn } from '../../state/conversation-store.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { BrokenStorage } from './BrokenStorage.js';
import { Card, Row } from './Card.js';
import { sizeLabel } from '../common/size-label.js';
import { Panel } from './Panel.js';
import rows from './rows.module.css';
import { storageUse, type StorageUse } from './storage-use.js';

/** What this browser keeps: a copy of the server, but for what is unsent. */
export function StoragePanel() {
  const { t } = useTranslation();
  const { features } = useServices().config;
  const { data: use, refetch } = useQuery({ queryKey: ['storage'], staleTime: 0, queryFn: () => storageUse(navigator.storage) });
  const broken = useLink(({ status }) => status.storage === 'fallback');
  const read = async (): Promise<void> => void (await refetch());
  return (
    <Panel title={t('settings.storage')}>
      {broken && <BrokenStorage />}
      {use !== undefined && <Use use={use} reload={read} />}
      <ClearCache reload={read} />
      {features.accountExport && (
        <Card>
          <Row label={t('account.export')} hint={t('account.exportNote')}>
            <Link to="/settings/account">{t('storage.toExport')}</Link>
          </Row>
        </Card>
      )}
    </Panel>
  );
}

function Use({ use: { used, quota, persisted }, reload }: { use: StorageUse; reload: () => Promise<void> }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const persist = async (): Promise<void> => {
    if (!(await navigator.storage.persist())) message.info(t('storage.persistRefused'));
    await reload();
  };
  return (
    <Card note={t('storage.note')}>
      <div className={rows.body}>
        <div className={rows.actions}>
          <span className={rows.words} data-testid="storage-used">
            {used === 0 ? t('storage.unknown') : t('storage.used', { used: sizeLabel(used), quota: sizeLabel(quota) })}
          </span>
        </div>
        {used > 0 && <Progress percent={Math.min(100, (used / quota) * 100)} showInfo={false} aria-label={t('settings.storage')} />}
      </div>
      <Row label={t('storage.persisted')} hint={persisted ? t('storage.persistedYes') : t('storage.persistedNo')}>
        {!persisted && used > 0 && (
          <Button onClick={() => void persist()} data-testid="persist-storage">
            {t('storage.persist')}
          </Button>
        )}
      </Row>
    </Card>
  );
}

/** Nothing that is unsent is thrown away by it, and without a link there would be nothing to read anew. */
function ClearCache({ reload }: { reload: () => Promise<void> }) {
  const { t } = useTranslation();
  const { message, modal } = useFeedback();
  const { session } = useServices();
  const attempt = useAttempt();
  const online = useLink(({ status }) => status.at === 'online');
  const count = useConversations((state) => state.list.length);
  const waiting = useConversations(unsentIn);
  const clear = async (): Promise<void> => {
    if (!(await attempt.run(() => session.clearCache()))) return;
    await reload();
    message.success(t('storage.cleared'));
  };
  const hint = waiting > 0 ? t('storage.clearUnsent', { count: waiting }) : online ? t('storage.clearHint') : t('storage.clearOffline');
  return (
    <Card>
      <Row label={t('storage.cached', { count })} hint={hint}>
        <Button
          loading={attempt.busy}
          disabled={!online || waiting > 0}
          onClick={() =>
            modal.confirm({
              icon: null,
              centered: true,
              title: t('storage.clearConfirm'),
              content: t('storage.clearHint'),
              okText: t('storage.clear'),
              cancelText: t('settings.cancel'),
              onOk: clear,
            })
          }
          data-testid="clear-cache"
        >
          {t('storage.clear')}
        </Button>
      </Row>
      {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
    </Card>
  );
}
