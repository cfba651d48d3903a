import { Info, X } from 'lucide-react';
import { Popover } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLink, useServices } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import { useNow } from '../common/use-now.js';
import styles from './ConnectionStrip.module.css';
import { LinkDetails } from './LinkDetails.js';
import { linkView, transportOf } from './link-view.js';

/** A link that is up sooner than this was never worth a word. */
const QUIET_MS = 700;

/** One line above the chat while something about the connection concerns the user; otherwise nothing. */
export function ConnectionStrip() {
  const { t } = useTranslation();
  const { session } = useServices();
  const view = useLink((link) => linkView(link.status));
  const compatible = useLink((link) => transportOf(link.status) === 'websocket');
  const retryAt = useLink((link) => (link.status.at === 'waiting' ? link.status.retryAt : 0));
  const percent = useLink((link) => (link.status.at === 'online' ? link.status.syncPercent : undefined));
  const memoryOnly = useLink((link) => link.status.storage === 'fallback');
  const [dismissed, setDismissed] = useState<'none' | 'compatible' | 'memory'>('none');
  const settled = useSettled(view === 'connecting' || view === 'syncing' ? view : 'other');
  const now = useNow(500, retryAt > 0);

  if (view === 'waiting') {
    const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
    return (
      <div className={styles.strip} data-tone="problem" role="status" data-testid="connection-strip" data-state="waiting">
        {seconds > 0 ? t('link.waiting', { seconds }) : t('link.offline')}
        <button type="button" className={styles.button} onClick={() => session.retryNow()} data-testid="retry-now">
          {t('link.retryNow')}
        </button>
        <DetailsButton />
      </div>
    );
  }
  if (view === 'connecting' || view === 'syncing') {
    if (!settled) return null;
    return (
      <div className={styles.strip} data-tone="calm" role="status" data-testid="connection-strip" data-state={view}>
        <i className={styles.spinner} />
        {view === 'connecting' ? t('link.connecting') : t('link.syncing')}
        {view === 'syncing' && percent !== undefined && <span aria-hidden="true">{t('link.percent', { percent })}</span>}
        <DetailsButton />
      </div>
    );
  }
  if (memoryOnly && dismissed !== 'memory') {
    return (
      <Notice text={t('app.memoryOnly')} state="memory" onDismiss={() => setDismissed('memory')}>
        <Link to="/settings/storage">{t('app.memoryHelp')}</Link>
      </Notice>
    );
  }
  if (compatible && dismissed === 'none') {
    return <Notice text={t('link.compatible')} state="compatible" onDismiss={() => setDismissed('compatible')} />;
  }
  return null;
}

interface NoticeProps {
  readonly text: string;
  readonly state: string;
  readonly onDismiss: () => void;
  /** Beside the text: where there is more about it. */
  readonly children?: ReactNode;
}

function Notice({ text, state, onDismiss, children }: NoticeProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.strip} data-tone="calm" role="status" data-testid="connection-strip" data-state={state}>
      {text}
      {children}
      <DetailsButton />
      <button type="button" className={styles.close} aria-label={t('link.dismiss')} onClick={onDismiss}>
        <Icon of={X} size={16} />
      </button>
    </div>
  );
}

function DetailsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottom"
      title={t('link.details')}
      content={open ? <LinkDetails /> : null}
    >
      <button type="button" className={styles.close} aria-label={t('link.details')} aria-expanded={open} data-testid="strip-details">
        <Icon of={Info} size={16} />
      </button>
    </Popover>
  );
}

/** Whether `view` has lasted; a change starts the wait again. */
function useSettled(view: string): boolean {
  const [settledView, setSettledView] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettledView(view), QUIET_MS);
    return () => clearTimeout(timer);
  }, [view]);
  return settledView === view;
}
