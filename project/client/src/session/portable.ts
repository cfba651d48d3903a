import type { TimelineItem } from '../view/timeline.js';

/**
 * A copy of a view copies the whole buffer below it, which may be a frame of a megabyte: the bytes of an item get buffers of their own.
 * Most items have none and stay as they are.
 */
export function portable(item: TimelineItem): TimelineItem {
  if (item.at === 'gap') return item;
  const { attachments, custom } = item.body;
  if (attachments.length === 0 && isWhole(custom)) return item;
  const own = attachments.map((a) => ({ ...a, thumbnail: whole(a.thumbnail), waveform: whole(a.waveform) }));
  return { ...item, body: { ...item.body, attachments: own, custom: whole(custom) } };
}

const isWhole = (bytes: Uint8Array): boolean => bytes.byteLength === bytes.buffer.byteLength;
const whole = (bytes: Uint8Array): Uint8Array => (isWhole(bytes) ? bytes : bytes.slice());
