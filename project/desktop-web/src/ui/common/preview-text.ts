import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { plainText } from '@godwit/shared/rich-text/plain-text';
import type { TFunction } from 'i18next';
import { durationLabel } from './duration-label.js';

const MAX_CHARACTERS = 200;

export const oneLine = (text: string): string => text.slice(0, MAX_CHARACTERS).replace(/\s+/g, ' ').trim();

/** The words of a message without their marks. */
export const wordsLine = (text: string): string => oneLine(plainText(text.slice(0, 2 * MAX_CHARACTERS)));

/** What a list or a notification says of a message, in one line. */
export function previewText(item: EntryItem | PendingItem, t: TFunction): string {
  if (item.at === 'entry' && item.recalled) return item.mine ? t('list.recalledOwn') : t('list.recalled');
  const { body } = item;
  const kind = kindWord(body, t);
  const text = wordsLine(body.text) || nameOf(body);
  const line = kind === '' ? text : text === '' ? kind : `${kind} ${text}`;
  return item.at === 'entry' && item.editedAt > 0 ? t('list.edited', { text: line }) : line;
}

function kindWord({ kind, attachments }: EntryItem['body'], t: TFunction): string {
  switch (kind) {
    case 'image':
      return attachments.length > 1 ? t('list.kind.album', { count: attachments.length }) : t('list.kind.image');
    case 'video':
      return t('list.kind.video');
    case 'voice':
      return t('list.kind.voice', { time: durationLabel(attachments[0]?.durationMs ?? 0) });
    case 'file':
      return t('list.kind.file');
    case 'contact_card':
      return t('list.kind.card');
    case 'merged_record':
      return t('list.kind.record');
    case 'text':
    case 'system':
      return '';
    case 'custom':
      return attachments.length > 0 ? t('list.kind.file') : '';
  }
}

/** Without words of the sender: the file, or what he wrote for clients that do not show the kind. */
function nameOf({ kind, attachments, fallbackText }: EntryItem['body']): string {
  if (kind === 'file') return oneLine(attachments[0]?.name ?? '');
  return kind === 'custom' ? oneLine(fallbackText) : '';
}
