import type { Id } from '@godwit/shared/ids/id';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type AppServices, useServices } from '../../state/app-services.js';
import { claimNotification } from '../../state/claim-notification.js';
import { createNotificationCenter } from '../../state/notification-center.js';
import { notificationAccess } from '../../state/notification-permission.js';
import { notificationWords } from './notification-words.js';
import { createShownNotifications } from './shown-notifications.js';

/** The tag of the one for many conversations; those of one have its id. */
const MANY = 'many';

const isLookedAt = ({ stores }: AppServices, conversationId: Id): boolean =>
  document.visibilityState === 'visible' && document.hasFocus() && stores.timeline.getState().timeline?.conversationId === conversationId;

/** Calls the user for new messages, where he allowed it; what has been read is taken away again (U-19). */
export function useNotifications(): void {
  const services = useServices();
  const { t } = useTranslation();
  // Another function on every page: what is shown outlives the page.
  const navigate = useNavigate();
  const go = useRef(navigate);
  useEffect(() => {
    go.current = navigate;
  }, [navigate]);

  useEffect(() => {
    const { client, stores, people, preferences } = services;
    const shown = createShownNotifications({
      follow: (path) => void go.current(path),
      hasSound: () => preferences.getState().sound,
    });
    const center = createNotificationCenter({
      client,
      now: Date.now,
      isLookedAt: (conversationId) => isLookedAt(services, conversationId),
      claim: claimNotification,
      tell: (notice) => {
        const { conversationId, seq } = notice.entry;
        shown.show(notificationWords(notice, services, t), conversationId, `/chat/${conversationId}?msg=${seq}`);
      },
      tellMany: (notices) => {
        const count = notices.reduce((sum, notice) => sum + notice.count, 0);
        shown.show({ title: t('notice.messages', { count }), body: t('notice.chats', { count: notices.length }) }, MANY, '/chat');
      },
    });
    const stops = [
      client.on('entry', (entry) => {
        center.heard(entry);
        if (notificationAccess() === 'granted') people.want(entry.conversationId, [entry.senderId]);
      }),
      stores.conversations.subscribe(() => {
        const isRead = (tag: string): boolean => (tag === MANY ? client.unread() : client.conversation(tag)?.unread) === 0;
        for (const tag of shown.tags()) if (isRead(tag)) shown.close(tag);
      }),
    ];
    return () => {
      center.stop();
      stops.forEach((stop) => stop());
      shown.tags().forEach(shown.close);
    };
  }, [services, t]);
}
