import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { MessageRecord } from '@godwit/shared/protocol/messages/message-record';
import type { TimelineItem } from '../view/timeline.js';

/**
 * A copy of a view copies the whole buffer below it, which may be a frame of a megabyte: the bytes of an item get buffers of their own.
 * Most items have none and stay as they are.
 */
export function portable(item: TimelineItem): TimelineItem {
  if (item.at === 'gap') return item;
  const { attachments, custom, record } = item.body;
  if (attachments.length === 0 && record === null && isWhole(custom)) return item;
  const own = { attachments: attachments.map(ownFile), custom: whole(custom), record: record && ownRecord(record) };
  return { ...item, body: { ...item.body, ...own } };
}

const ownRecord = ({ items }: MessageRecord): MessageRecord => ({
  items: items.map((item) => ({ ...item, attachments: item.attachments.map(ownFile), record: item.record && ownRecord(item.record) })),
});
const ownFile = (file: Attachment): Attachment => ({ ...file, thumbnail: whole(file.thumbnail), waveform: whole(file.waveform) });

const isWhole = (bytes: Uint8Array): boolean => bytes.byteLength === bytes.buffer.byteLength;
const whole = (bytes: Uint8Array): Uint8Array => (isWhole(bytes) ? bytes : bytes.slice());
