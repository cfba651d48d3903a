import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import type { TFunction } from 'i18next';

export const isRecalled = (item: EntryItem | PendingItem): boolean => item.at === 'entry' && item.recalled;

/** Words for a message: its text, or the fallback of a kind this version does not show, or that it was taken back. */
export function messageText(item: EntryItem | PendingItem, t: TFunction): string {
  if (isRecalled(item)) return t('timeline.recalled');
  const { body } = item;
  return body.kind === 'text' ? body.text : body.fallbackText || t('timeline.unsupported');
}

/** Kinds that have a line of their own; the others change an earlier entry. */
export const isSystemKind = (kind: EntryItem['kind']): boolean => kind === 'system' || kind === 'member' || kind === 'info';
