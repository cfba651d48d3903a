import { Suspense, useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useConversations } from '../../state/app-services.js';
import { totalUnread } from '../../state/conversation-store.js';
import { PanelBoundary } from '../common/PanelBoundary.js';
import { Splash } from '../common/Splash.js';
import { ProfileCardHost } from '../people/ProfileCard.js';
import { ConnectionStrip } from './ConnectionStrip.js';
import { Rail } from './Rail.js';
import styles from './Shell.module.css';

/** Rail, connection strip and the page. Below 768 px an open chat has the whole screen. */
export function Shell() {
  const { pathname } = useLocation();
  const inChat = /^\/chat\/./.test(pathname);
  useTitle();
  return (
    <div className={styles.shell} data-in-chat={inChat}>
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
      <ProfileCardHost />
    </div>
  );
}

function useTitle(): void {
  const unread = useConversations(totalUnread);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) Godwit` : 'Godwit';
    return () => {
      document.title = 'Godwit';
    };
  }, [unread]);
}
