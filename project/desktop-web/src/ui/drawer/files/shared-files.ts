import type { EntryItem } from '@godwit/client/view/timeline';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { SharedFileKind } from '@godwit/shared/rest/conversations';
import type { InfiniteData } from '@tanstack/react-query';
import { isPicture, isVideo } from '../../timeline/attachments/media.js';

/** One look: messages with files of a kind, the newest first. next: only what is before that seq comes after them, 0 = that was all. */
export interface FilePage {
  readonly entries: readonly EntryItem[];
  readonly next: number;
}

/** A param is the `next` of the page before, 0 of the first. */
export type FilePages = InfiniteData<FilePage, number>;

/** A file of a message: its `index`-th attachment. */
export interface SharedFile {
  readonly item: EntryItem;
  readonly attachment: Attachment;
  readonly index: number;
}

/** The files of a message that belong to a kind, as the server tells them apart: a picture is one also when it was sent as a file. */
export function filesOf(item: EntryItem, kind: SharedFileKind): SharedFile[] {
  if (item.recalled) return [];
  return item.body.attachments.flatMap((attachment, index) => (kindOf(item, attachment) === kind ? [{ item, attachment, index }] : []));
}

function kindOf({ body }: EntryItem, attachment: Attachment): SharedFileKind {
  if (body.kind === 'voice') return 'voice';
  return isPicture(attachment) || isVideo(attachment) ? 'media' : 'file';
}

/** What is shown, with its newest part read anew; all of it goes when more has come than was read. */
export function withNewest({ pages, pageParams }: FilePages, fresh: FilePage): FilePages {
  const newest = pages.find(({ entries }) => entries.length > 0)?.entries[0]?.seq ?? 0;
  if (newest < fresh.next || fresh.next === 0) return { pages: [fresh], pageParams: [0] };
  const [first, ...rest] = pages.map(({ entries, next }) => ({
    entries: entries.filter(({ seq }) => seq < fresh.next),
    next: Math.min(next, fresh.next),
  }));
  return { pages: [{ entries: [...fresh.entries, ...(first?.entries ?? [])], next: first?.next ?? fresh.next }, ...rest], pageParams };
}

export interface Month {
  /** Of one of its files, ms since 1970. */
  readonly at: number;
  readonly files: readonly SharedFile[];
}

/** Files in their order, those of one calendar month together. */
export function byMonth(files: readonly SharedFile[]): Month[] {
  const months = new Map<string, SharedFile[]>();
  for (const file of files) {
    const day = new Date(file.item.createdAt);
    const month = `${day.getFullYear()}-${day.getMonth()}`;
    months.set(month, [...(months.get(month) ?? []), file]);
  }
  return [...months.values()].map((of) => ({ at: of[0]!.item.createdAt, files: of }));
}
