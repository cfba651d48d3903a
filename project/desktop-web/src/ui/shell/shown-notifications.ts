import { notificationAccess } from '../../state/notification-permission.js';
import type { NotificationWords } from './notification-words.js';
import { playTone } from './play-tone.js';

const ICON = '/favicon.svg';
/** At a time; the oldest is taken away. */
const MAX_SHOWN = 20;

export interface ShownNotifications {
  /** In place of what is shown under the same tag; a click leads to `path`. Nothing where the user has not allowed it. */
  show(words: NotificationWords, tag: string, path: string): void;
  close(tag: string): void;
  tags(): readonly string[];
}

export interface ShownParts {
  readonly follow: (path: string) => void;
  readonly hasSound: () => boolean;
}

export function createShownNotifications({ follow, hasSound }: ShownParts): ShownNotifications {
  const shown = new Map<string, Notification>();
  const close = (tag: string): void => {
    shown.get(tag)?.close();
    shown.delete(tag);
  };
  return {
    show({ title, body }, tag, path) {
      const notification = notificationAccess() === 'granted' ? open(title, { body, tag, icon: ICON, silent: true }) : null;
      if (notification === null) return;
      notification.onclick = () => {
        window.focus();
        follow(path);
        notification.close();
      };
      shown.delete(tag);
      shown.set(tag, notification);
      const [oldest] = shown.keys();
      if (shown.size > MAX_SHOWN && oldest !== undefined) close(oldest);
      if (hasSound()) playTone();
    },
    close,
    tags: () => [...shown.keys()],
  };
}

/** null: browsers of phones have them only through a service worker. */
function open(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}
