import type { LoginSession } from '@godwit/shared/rest/auth';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Bot, Globe, type LucideIcon, Monitor, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { asFailure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { Icon } from '../common/Icon.js';
import { Loaded } from '../common/Loaded.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { useFeedback } from '../common/feedback.js';
import { fullTime, shortTime } from '../common/time-label.js';
import { useAttempt } from '../common/use-attempt.js';
import { useNow } from '../common/use-now.js';
import { Card } from './Card.js';
import { platformName } from './device-name.js';
import styles from './DevicesPanel.module.css';
import { Panel } from './Panel.js';
import rows from './rows.module.css';

const ICONS: Readonly<Record<string, LucideIcon>> = { web: Globe, cli: SquareTerminal, bot: Bot };

/** Where the account is signed in. What is signed out here is cut off within two seconds (F-17). */
export function DevicesPanel() {
  const { t } = useTranslation();
  const { client } = useServices();
  const query = useQuery({ queryKey: ['sessions', client.userId], queryFn: () => client.api.sessions() });
  return (
    <Panel title={t('settings.devices')}>
      <Loaded
        query={query}
        waiting={
          <Card>
            <SkeletonRows count={3} picture />
          </Card>
        }
      >
        {(sessions) => <Devices sessions={sessions} reload={async () => void (await query.refetch())} />}
      </Loaded>
    </Panel>
  );
}

/** Signs devices out and reads the list anew. */
function useEnding(reload: () => Promise<void>) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { run, busy, failure } = useAttempt();
  const end = async (work: () => Promise<unknown>): Promise<void> => {
    // One that had ended by itself is gone too: the list says so.
    const done = await run(async () => {
      const failed = await asFailure(work());
      return failed?.at === 'refused' && failed.error === 'NOT_FOUND' ? null : failed;
    });
    await reload();
    if (done) message.success(t('account.deviceEnded'));
  };
  return { end, busy, failure };
}

function Devices({ sessions, reload }: { sessions: readonly LoginSession[]; reload: () => Promise<void> }) {
  const { t } = useTranslation();
  const { modal } = useFeedback();
  const { client } = useServices();
  const { end, busy, failure } = useEnding(reload);
  const others = sessions.filter(({ current }) => !current).sort((a, b) => b.lastActiveAt - a.lastActiveAt);
  const endAll = (): void =>
    modal.confirm({
      icon: null,
      centered: true,
      title: t('account.devicesEndAll'),
      content: t('account.devicesEndAllHint', { count: others.length }),
      okText: t('account.devicesEndAll'),
      okButtonProps: { danger: true },
      cancelText: t('settings.cancel'),
      onOk: () => end(() => client.api.revokeOtherSessions()),
    });

  return (
    <>
      <Card title={t('account.deviceThis')}>
        {sessions
          .filter(({ current }) => current)
          .map((session) => (
            <Device key={session.id} session={session} />
          ))}
        {others.length > 0 && (
          <div className={rows.row}>
            <Button danger onClick={endAll} disabled={busy} data-testid="end-other-sessions">
              {t('account.devicesEndAll')}
            </Button>
          </div>
        )}
      </Card>
      {failure !== null && <FailureNote failure={failure} />}
      <Card title={t('account.devicesOther')} note={t('account.devicesNote')}>
        {others.length === 0 && (
          <p className={styles.none} data-testid="no-other-sessions">
            {t('account.devicesNone')}
          </p>
        )}
        {others.map((session) => (
          <Device key={session.id} session={session}>
            <Button
              size="small"
              disabled={busy}
              onClick={() => void end(() => client.api.revokeSession(session.id))}
              data-testid="end-session"
            >
              {t('account.deviceEnd')}
            </Button>
          </Device>
        ))}
      </Card>
    </>
  );
}

function Device({ session, children }: { session: LoginSession; children?: ReactNode }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(60_000);
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const { platform, deviceId, deviceName, ip, lastActiveAt, createdAt, current } = session;
  return (
    <div className={styles.device} data-testid="session" data-current={current}>
      <span className={styles.icon}>
        <Icon of={ICONS[platform] ?? Monitor} size={20} />
      </span>
      <div className={styles.words}>
        <p className={styles.name}>
          {deviceName || platformName(platform, t)} <span className={styles.id}>{deviceId.slice(0, 6)}</span>
        </p>
        <p className={styles.details} title={t('account.deviceSince', { time: fullTime(createdAt, language) })}>
          {ip} · {current ? t('account.deviceNow') : t('account.deviceActive', { time: shortTime(lastActiveAt, now, language, words) })}
        </p>
      </div>
      {children}
    </div>
  );
}
