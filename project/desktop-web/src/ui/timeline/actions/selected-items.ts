import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Selection } from '../../../state/action-store.js';

const isSelectable = (item: TimelineItem): item is EntryItem => item.at === 'entry' && item.kind === 'message' && !item.recalled;

/** What can be chosen from one message to another, whichever comes first. */
export const selectableBetween = (items: readonly TimelineItem[], a: number, b: number): readonly EntryItem[] =>
  items.filter(isSelectable).filter(({ seq }) => seq >= Math.min(a, b) && seq <= Math.max(a, b));

/** The chosen messages in order of seq, as they are now as far as they are loaded: without those that were recalled meanwhile. */
export function chosenItems({ items: chosen }: Selection, loaded: readonly TimelineItem[]): readonly EntryItem[] {
  const now = new Map(loaded.flatMap((item) => (item.at === 'entry' ? [[item.seq, item] as const] : [])));
  return [...chosen.values()]
    .map((item) => now.get(item.seq) ?? item)
    .filter(isSelectable)
    .sort((a, b) => a.seq - b.seq);
}
