import type { Attachment } from '@godwit/shared/protocol/messages/attachment';

/** A picture unless said otherwise. */
export const attachment = (fileId: string, patch: Partial<Attachment> = {}): Attachment => ({
  fileId,
  name: `shore-${fileId}.png`,
  mime: 'image/png',
  size: 2048,
  width: 640,
  height: 480,
  durationMs: 0,
  thumbnail: new Uint8Array([1, 2, 3]),
  waveform: new Uint8Array(),
  url: '',
  ...patch,
});
