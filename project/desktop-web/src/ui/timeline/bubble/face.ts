import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { isRecalled } from '../../common/entry-text.js';
import { emojiCount } from '../rich-text/emoji-only.js';

/** How a bubble looks: words on a ground, media without one around it, or a few emoji without any. */
export type Face = 'words' | 'media' | 'emoji';

export function faceOf(item: EntryItem | PendingItem): Face {
  const { kind, text, replyTo, attachments } = item.body;
  if (isRecalled(item)) return 'words';
  if ((kind === 'image' || kind === 'video') && attachments.length > 0 && text === '' && replyTo === null) return 'media';
  return kind === 'text' && replyTo === null && emojiCount(text) > 0 ? 'emoji' : 'words';
}
