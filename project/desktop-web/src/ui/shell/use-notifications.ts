import type { Id } from '@godwit/shared/ids/id';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type AppServices, useServices } from '../../state/app-services.js';
import { claimNotification } from '../../state/claim-notification.js';
import { createNotificationCenter, type Notice } from '../../state/notification-center.js';
import { notificationAccess } from '../../state/notification-permission.js';
import { notificationWords, type NotificationWords } from './notification-words.js';
import { playTone } from './play-tone.js';

const ICON = '/favicon.svg';
const MANY = 'many';
/** Shown at a time; the oldest is taken away. */
const MAX_SHOWN = 20;

const isLookedAt = ({ stores }: AppServices, conversationId: Id): boolean =>
  document.visibilityState === 'visible' && document.hasFocus() && stores.timeline.getState().timeline?.conversationId === conversationId;

/** Calls the user for new messages, where he allowed it; what has been read is taken away again (U-19). */
export function useNotifications(): void {
  const services = useServices();
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(() => {
    const { client, stores, people, preferences } = services;
    const shown = new Map<string, Notification>();

    const show = ({ title, body }: NotificationWords, tag: string, path: string): void => {
      if (notificationAccess() !== 'granted') return;
      const notification = open(title, { body, tag, icon: ICON, silent: true });
      if (notification === null) return;
      notification.onclick = () => {
        window.focus();
        void navigate(path);
        notification.close();
      };
      shown.delete(tag);
      shown.set(tag, notification);
      const [oldest] = shown.keys();
      if (shown.size > MAX_SHOWN && oldest !== undefined) close(oldest);
      if (preferences.getState().sound) playTone();
    };
    const close = (tag: string): void => {
      shown.get(tag)?.close();
      shown.delete(tag);
    };
    const tell = (notice: Notice): void => {
      const { conversationId, seq } = notice.entry;
      show(notificationWords(notice, services, t), conversationId, `/chat/${conversationId}?msg=${seq}`);
    };
    const tellMany = (notices: readonly Notice[]): void => {
      const count = notices.reduce((sum, notice) => sum + notice.count, 0);
      show({ title: t('notice.messages', { count }), body: t('notice.chats', { count: notices.length }) }, MANY, '/chat');
    };
    const center = createNotificationCenter({
      client,
      now: Date.now,
      isLookedAt: (conversationId) => isLookedAt(services, conversationId),
      claim: claimNotification,
      tell,
      tellMany,
    });
    const stops = [
      client.on('entry', (entry) => {
        center.heard(entry);
        if (shown.size > 0 || notificationAccess() === 'granted') people.want(entry.conversationId, [entry.senderId]);
      }),
      stores.conversations.subscribe(() => {
        for (const tag of shown.keys()) if (tag !== MANY && client.conversation(tag)?.unread === 0) close(tag);
      }),
    ];
    return () => {
      center.stop();
      stops.forEach((stop) => stop());
      for (const tag of shown.keys()) close(tag);
    };
  }, [services, t, navigate]);
}

/** null: browsers of phones have them only through a service worker. */
function open(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}
