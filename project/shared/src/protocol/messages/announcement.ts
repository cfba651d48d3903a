import type { Codec } from '../codec.js';
import { getBytes, putBytes } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { Announcement as T } from '../generated/announcement.js';

/** logic → every access node: one frame, with its length prefix, for every session, at a bounded pace; part of the push count. */
export interface Announcement {
  readonly frame: Uint8Array;
}

export const announcement: Codec<Announcement, T> = {
  type: AccessBody.Announcement,
  table: T,
  put(b, m) {
    const frame = putBytes(b, m.frame);
    T.startAnnouncement(b);
    T.addFrame(b, frame);
    return T.endAnnouncement(b);
  },
  get: (t) => ({ frame: getBytes(t.frameArray()) }),
};
