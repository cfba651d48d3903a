import type { TFunction } from 'i18next';
import type { AppServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import type { Notice } from '../../state/notification-center.js';
import { nameKey } from '../../state/people-store.js';
import { previewText } from '../common/preview-text.js';
import { conversationName } from '../common/use-conversation-name.js';

export interface NotificationWords {
  readonly title: string;
  readonly body: string;
}

/** Title: where it was written; body: by whom and what, or only that something was, as the user wants it. */
export function notificationWords({ entry, count }: Notice, { client, stores, preferences }: AppServices, t: TFunction): NotificationWords {
  const conversation = client.conversation(entry.conversationId);
  const contacts = stores.contacts.getState();
  const title = conversationName(conversation, friendById(contacts, conversation?.peerId ?? '0'), t);
  if (!preferences.getState().preview) return { title, body: t('notice.messages', { count }) };
  const friend = friendById(contacts, entry.senderId);
  const known = stores.people.getState().names.get(nameKey(entry.conversationId, entry.senderId));
  const name = known?.inGroup || friend?.remark || friend?.nickname || known?.own || '';
  const text = previewText(entry, t);
  const line = conversation?.type === 'group' && name !== '' ? t('list.from', { name, text }) : text;
  return { title: count > 1 ? `${title} (${count})` : title, body: line };
}
