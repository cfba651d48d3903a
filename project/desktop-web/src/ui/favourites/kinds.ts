import type { EntryItem } from '@godwit/client/view/timeline';

export const FAVOURITE_KINDS = ['all', 'text', 'media', 'files'] as const;
export type FavouriteKind = (typeof FAVOURITE_KINDS)[number];

const BODIES: Record<Exclude<FavouriteKind, 'all'>, readonly EntryItem['body']['kind'][]> = {
  text: ['text', 'merged_record'],
  media: ['image', 'video', 'voice'],
  files: ['file'],
};

/** What was recalled is of no kind. */
export const isOfKind = (kind: FavouriteKind, { recalled, body }: EntryItem): boolean =>
  kind === 'all' || (!recalled && BODIES[kind].includes(body.kind));
