// Hop 6, check: refuses, writes nothing. The content is checked once, on arrival; the right to send again for every snapshot.
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse, type Refusal } from '@godwit/shared/outcome';
import { readerOf } from '@godwit/shared/protocol/flatbuffer';
import { BodyKind } from '@godwit/shared/protocol/generated/body-kind';
import { MessageBody } from '@godwit/shared/protocol/generated/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import { verify } from '@godwit/shared/protocol/verify';
import { CONVERSATION_TYPE, type Conversation, type Member, ROLE } from '../store/load-conversations.js';
import { isRowId, MAX_ROW_ID } from '../store/row-id.js';
import { sendingRefusal } from '../store/sending.js';
import { attachmentRefusal } from './attachments.js';
import { recordRefusal } from './record.js';

const MAX_BODY_BYTES = DEFAULT_LIMITS.maxBodyBytes;
const MAX_MENTIONS = 50;

const refusal = (error: Refusal['error'], detail: string): Refusal => ({ error, detail });

/** Why the entry can never be committed; undefined: it is well-formed. */
export function contentRefusal({ clientMsgId, kind, body }: OutgoingEntry): Refusal | undefined {
  if (!isRowId(clientMsgId)) return WRONG_CLIENT_ID;
  if (kind !== 'message') return refusal('NOT_SUPPORTED', `entries of kind ${kind} cannot be sent by a client`);
  return writtenRefusal(body);
}

export const WRONG_CLIENT_ID = refusal('INVALID_ARGUMENT', `client_msg_id must be 1 to ${MAX_ROW_ID}`);

/** Of what somebody wrote: a message, or what an edit makes of one. */
export function writtenRefusal(body: Uint8Array): Refusal | undefined {
  if (body.length > MAX_BODY_BYTES)
    return refusal('MSG_TOO_LARGE', `the body has ${String(body.length)} bytes, at most ${String(MAX_BODY_BYTES)} are allowed`);
  if (!verify('MessageBody', body)) return refusal('INVALID_ARGUMENT', 'the body is not a MessageBody buffer');
  const read = MessageBody.getRootAsMessageBody(readerOf(body));
  return bodyRefusal(read) ?? attachmentRefusal(read) ?? recordRefusal(read);
}

/** Reads lengths only: no text is decoded here. */
function bodyRefusal(body: MessageBody): Refusal | undefined {
  if (body.mentionsLength() > MAX_MENTIONS)
    return refusal('INVALID_ARGUMENT', `${String(body.mentionsLength())} mentions, at most ${String(MAX_MENTIONS)} are allowed`);
  switch (body.kind()) {
    case BodyKind.system:
      return refusal('INVALID_ARGUMENT', 'bodies of kind system are made by the server');
    case BodyKind.text:
      return textBytes(body) === 0 ? refusal('EMPTY_MESSAGE', 'a text message needs a text') : undefined;
    case BodyKind.image:
    case BodyKind.file:
    case BodyKind.voice:
    case BodyKind.video:
      return body.attachmentsLength() === 0 ? refusal('EMPTY_MESSAGE', 'this kind of message needs an attachment') : undefined;
    default:
      return undefined;
  }
}

const FIELD_TEXT = 6;

function textBytes(body: MessageBody): number {
  const buffer = body.bb!;
  const offset = buffer.__offset(body.bb_pos, FIELD_TEXT);
  return offset === 0 ? 0 : buffer.__vector_len(body.bb_pos + offset);
}

/** The member on whose behalf an entry may be committed while the snapshot's version holds. A mute ends by itself: no row changes with it. */
export function checkSender(conversation: Conversation | undefined, userId: Id, nowMs: number): Outcome<Member> {
  const member = conversation?.members.get(userId);
  if (conversation === undefined || member === undefined) return refuse('CONVERSATION_NOT_FOUND');
  if (member.maxSeq !== 0) return refuse('NOT_A_MEMBER');
  const refusal = sendingRefusal(member.sending);
  if (refusal !== undefined) return refuse(conversation.type === CONVERSATION_TYPE.direct ? refusal : 'MUTED');
  const muted = conversation.muteAll || member.mutedUntil > nowMs;
  return muted && member.role === ROLE.member ? refuse('MUTED') : ok(member);
}

/** Whether the member may call everybody: the owner and admins of a group. */
export const mentionAllRefusal = (conversation: Pick<Conversation, 'type'>, role: number): Refusal | undefined =>
  conversation.type === CONVERSATION_TYPE.group && role >= ROLE.admin
    ? undefined
    : { error: 'FORBIDDEN', detail: 'only the owner and admins of a group may mention everybody' };
