import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';
import { verify } from './verify.js';

/** A body up to here goes into a list as it is. */
const SMALL_BYTES = 1_024;
const CHARACTERS = 200;
const NO_BYTES = new Uint8Array(0);

/**
 * Of a body, what a list of conversations shows: the beginning of its texts and its first file, without small pictures, record and what others
 * put into `custom`. The same bytes when it is small, no body, or the server's own words.
 */
export function previewBody(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SMALL_BYTES || !verify('MessageBody', bytes)) return bytes;
  const { kind, text, fallbackText, attachments, replyTo, mentionAll, customType, forwarded } = decodeMessageBody(bytes);
  if (kind === 'system') return bytes;
  return encodeMessageBody({
    kind,
    text: beginningOf(text),
    fallbackText: beginningOf(fallbackText),
    attachments: attachments.slice(0, 1).map((file) => ({ ...file, thumbnail: NO_BYTES, waveform: NO_BYTES })),
    replyTo: replyTo && { ...replyTo, preview: '' },
    mentionAll,
    customType,
    forwarded,
  });
}

/** Not through the middle of a character. */
const beginningOf = (text: string): string => [...text.slice(0, 2 * CHARACTERS)].slice(0, CHARACTERS).join('');
