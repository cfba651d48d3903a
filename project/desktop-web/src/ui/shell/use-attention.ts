import { useEffect } from 'react';
import { useConversations, useServices } from '../../state/app-services.js';
import { totalUnread } from '../../state/conversation-store.js';

const ICON = '/favicon.svg';
const ICON_WITH_DOT = '/favicon-unread.svg';

const setIcon = (href: string): void => document.querySelector('link[rel="icon"]')?.setAttribute('href', href);

/** What a tab that is not looked at says: (3) in its title, and a dot on its icon. Muted conversations do not count. */
export function useAttention(): void {
  const { brand } = useServices().config;
  const unread = useConversations(totalUnread);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${brand}` : brand;
    setIcon(unread > 0 ? ICON_WITH_DOT : ICON);
    return () => {
      document.title = brand;
      setIcon(ICON);
    };
  }, [unread, brand]);
}
