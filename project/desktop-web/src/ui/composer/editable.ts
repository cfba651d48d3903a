import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import { EDIT_MS } from '@godwit/shared/message-terms';

const EDITED_KINDS: readonly EntryItem['body']['kind'][] = ['text', 'image', 'file', 'video'];

/** As the server counts: the last moment is in time. */
export const isWithin = ({ createdAt }: Pick<EntryItem, 'createdAt'>, now: number, periodMs: number): boolean =>
  now - createdAt <= periodMs;

/** Whether the server would take an edit now. */
export const isEditable = (item: EntryItem, now: number): boolean =>
  item.mine && item.kind === 'message' && !item.recalled && EDITED_KINDS.includes(item.body.kind) && isWithin(item, now, EDIT_MS);

/** The newest own message with words that may be edited; undefined: there is none. */
export const lastEditable = (items: readonly TimelineItem[], now: number): EntryItem | undefined =>
  items.findLast((item): item is EntryItem => item.at === 'entry' && item.body.text !== '' && isEditable(item, now));
