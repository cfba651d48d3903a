import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { Viewed } from '../../state/viewer-store.js';
import { isPicture, isVideo } from '../timeline/attachments/media.js';

/** One picture or video of a conversation. */
export interface Medium {
  readonly key: string;
  readonly item: EntryItem;
  readonly attachment: Attachment;
}

export const mediumKey = ({ item, index }: Pick<Viewed, 'item' | 'index'>): string => `${item.seq}.${index}`;

/** In the order in which they were sent, those that were sent as files too. */
export const mediaOf = (items: readonly TimelineItem[]): Medium[] =>
  items.flatMap((item) => {
    if (item.at !== 'entry' || item.recalled) return [];
    return item.body.attachments.flatMap((attachment, index) =>
      isPicture(attachment) || isVideo(attachment) ? [{ key: mediumKey({ item, index }), item, attachment }] : [],
    );
  });
