import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { isRecalled } from '../../common/entry-text.js';
import { emojiCount } from '../rich-text/emoji-only.js';

/** How a bubble looks: words on a ground, a card that fills it, media without a ground around it, media as wide as which its words are, or a few emoji without any. */
export type Face = 'words' | 'card' | 'media' | 'captioned' | 'emoji';

const CARDS: ReadonlySet<string> = new Set(['voice', 'file', 'contact_card', 'merged_record']);

export function faceOf(item: EntryItem | PendingItem): Face {
  const { kind, text, replyTo, attachments } = item.body;
  if (isRecalled(item)) return 'words';
  if ((kind === 'image' || kind === 'video') && attachments.length > 0) return text === '' && replyTo === null ? 'media' : 'captioned';
  if (CARDS.has(kind) && text === '') return 'card';
  return kind === 'text' && replyTo === null && emojiCount(text) > 0 ? 'emoji' : 'words';
}
