import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useLayout } from '../../state/app-services.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { Splash } from '../common/Splash.js';
import { ProfileCardHost } from '../people/ProfileCardHost.js';
import { ConnectionStrip } from './ConnectionStrip.js';
import { LiveMessages } from './LiveMessages.js';
import { Rail } from './Rail.js';
import styles from './Shell.module.css';
import { useAttention } from './use-attention.js';
import { useNoStrayDrops } from './use-no-stray-drops.js';
import { useNotifications } from './use-notifications.js';
import { useShortcuts } from './use-shortcuts.js';

const QuickSwitcher = lazy(async () => ({ default: (await import('../switcher/QuickSwitcher.js')).QuickSwitcher }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./ShortcutSheet.js')).ShortcutSheet }));

/** Rail, connection strip and the page. Below 768 px an open chat has the whole screen. */
export function Shell() {
  const { pathname } = useLocation();
  const inChat = /^\/chat\/./.test(pathname);
  useAttention();
  useShortcuts();
  useNotifications();
  useNoStrayDrops();
  return (
    <div className={styles.shell} data-in-chat={inChat}>
      <SkipLink />
      <Rail />
      <div className={styles.column}>
        <ConnectionStrip />
        <div className={styles.page}>
          <PanelBoundary resetKey={pathname}>
            <Suspense fallback={<Splash />}>
              <Outlet />
            </Suspense>
          </PanelBoundary>
        </div>
      </div>
      <LiveMessages />
      <ProfileCardHost />
      <Layers />
    </div>
  );
}

/** Fetched when the first of them is opened. */
function Layers() {
  const opened = useLayout((state) => state.layer !== 'none');
  const [wanted, setWanted] = useState(opened);
  if (opened && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <QuickSwitcher />
      <ShortcutSheet />
    </Suspense>
  ) : null;
}

/** The first stop of the Tab key: past the rail and the list. On a narrow page the list may be what is shown. */
function SkipLink() {
  const { t } = useTranslation();
  const skip = (): void => document.querySelector<HTMLElement>('[role="main"], main')?.focus();
  return (
    <button type="button" className={styles.skip} onClick={skip} data-testid="skip-link">
      {t('rail.skip')}
    </button>
  );
}
