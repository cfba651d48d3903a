import type { EntryItem } from '@godwit/client/view/timeline';
import type { TFunction } from 'i18next';
import { previewText } from '../common/preview-text.js';

/** A message in words, for a quote of it: files by their kind, and nothing about an edit. */
export const saidIn = (item: EntryItem, t: TFunction): string => previewText({ ...item, editedAt: 0 }, t);
