import type { EntryItem } from '@godwit/client/view/timeline';
import { linksOf } from '@godwit/shared/rich-text/links-of';

/** A web address that a message links to. */
export interface SharedLink {
  readonly item: EntryItem;
  readonly href: string;
  /** As browsers read it: letters of other alphabets in Punycode, without a user's name before it. */
  readonly host: string;
}

export const sharedLinksOf = (item: EntryItem): SharedLink[] =>
  item.recalled ? [] : linksOf(item.body).map((href) => ({ item, href, host: new URL(href).host }));
