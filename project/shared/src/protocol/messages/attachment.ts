import { type Builder, getBytes, getString, type Offset, putBytes, putString } from '../flatbuffer.js';
import { Attachment as T } from '../generated/attachment.js';

/** A file of a message. size in bytes, thumbnail and waveform are small previews. */
export interface Attachment {
  readonly fileId: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly thumbnail: Uint8Array;
  readonly waveform: Uint8Array;
  readonly url: string;
}

export function encodeAttachment(b: Builder, m: Attachment): Offset {
  const fileId = putString(b, m.fileId);
  const name = putString(b, m.name);
  const mime = putString(b, m.mime);
  const thumbnail = putBytes(b, m.thumbnail);
  const waveform = putBytes(b, m.waveform);
  const url = putString(b, m.url);
  T.startAttachment(b);
  T.addFileId(b, fileId);
  T.addName(b, name);
  T.addMime(b, mime);
  T.addSize(b, m.size);
  T.addWidth(b, m.width);
  T.addHeight(b, m.height);
  T.addDurationMs(b, m.durationMs);
  T.addThumbnail(b, thumbnail);
  T.addWaveform(b, waveform);
  T.addUrl(b, url);
  return T.endAttachment(b);
}

export const decodeAttachment = (t: T): Attachment => ({
  fileId: getString(t.fileId()),
  name: getString(t.name()),
  mime: getString(t.mime()),
  size: t.size(),
  width: t.width(),
  height: t.height(),
  durationMs: t.durationMs(),
  thumbnail: getBytes(t.thumbnailArray()),
  waveform: getBytes(t.waveformArray()),
  url: getString(t.url()),
});
