import type { ListChanges } from '@godwit/shared/rest/changes';

/** A list as it was at a version. */
export interface KeptList<Item> {
  /** '' = never read. */
  readonly version: string;
  readonly items: readonly Item[];
}

export const nothingKept = <Item>(): KeptList<Item> => ({ version: '', items: [] });

export interface ListRules<Item> {
  readonly keyOf: (item: Item) => string;
  readonly compare: (a: Item, b: Item) => number;
}

/** The list with the changes. Without any its items are the same array. */
export function mergeList<Item>(
  kept: KeptList<Item>,
  { version, full, removed }: ListChanges,
  items: readonly Item[],
  { keyOf, compare }: ListRules<Item>,
): KeptList<Item> {
  if (full) return { version, items };
  if (items.length === 0 && removed.length === 0) return { version, items: kept.items };
  const replaced = new Set([...removed, ...items.map(keyOf)]);
  return { version, items: [...kept.items.filter((item) => !replaced.has(keyOf(item))), ...items].sort(compare) };
}
