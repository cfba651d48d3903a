// Hop 6: what a message refers to. Read once, on arrival; most messages refer to nothing and pay for four look-ups in their vtable.
import type { Id } from '@godwit/shared/ids/id';
import { NO_BODY, withoutPreview } from '@godwit/shared/protocol/changed-body';
import { readerOf } from '@godwit/shared/protocol/flatbuffer';
import { MessageBody } from '@godwit/shared/protocol/generated/message-body';
import { EVERYBODY, mentionsOf } from '@godwit/shared/protocol/mentions';
import { isRowId } from '../store/row-id.js';
import type { Attached } from './attachments.js';
import { attachedTo } from './record.js';

export interface References {
  /** seq of the quoted message, 0 = none. */
  readonly quotedSeq: number;
  /** The body for the case that the quoted message is recalled, or cannot be seen by the sender; empty without a quote. */
  readonly unquoted: Uint8Array;
  /** Users, each once; EVERYBODY among them is for those who may say it. */
  readonly mentions: readonly Id[];
  /** Of the message and of those in its record. */
  readonly attached: readonly Attached[];
}

/** Of a verified body. undefined: it refers to nothing. */
export function referencesOf(bytes: Uint8Array): References | undefined {
  const body = MessageBody.getRootAsMessageBody(readerOf(bytes));
  const quotedSeq = body.replyTo()?.seq() ?? 0;
  const attached = attachedTo(body);
  const mentions = mentionsOf(bytes).filter((id) => id === EVERYBODY || isRowId(id));
  if (quotedSeq === 0 && mentions.length === 0 && attached.length === 0) return undefined;
  return { quotedSeq, unquoted: quotedSeq === 0 ? NO_BODY : withoutPreview(bytes), mentions, attached };
}
