// What entries about a message do to its body. Both ends compute it, so both must get the same.
import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';

export const NO_BODY = new Uint8Array(0);

/** The body after the quoted message was recalled: the quote keeps its place and says nothing. The same bytes when it says nothing already. */
export function withoutPreview(bytes: Uint8Array): Uint8Array {
  const body = decodeMessageBody(bytes);
  return body.replyTo === null || body.replyTo.preview === ''
    ? bytes
    : encodeMessageBody({ ...body, replyTo: { ...body.replyTo, preview: '' } });
}

/** The body after an edit, which says everything anew but the quote and that it was forwarded: both stay what they were. */
export function editedBody(before: Uint8Array, edit: Uint8Array): Uint8Array {
  const { replyTo, forwarded } = decodeMessageBody(before);
  return replyTo === null && !forwarded ? edit : encodeMessageBody({ ...decodeMessageBody(edit), replyTo, forwarded });
}
