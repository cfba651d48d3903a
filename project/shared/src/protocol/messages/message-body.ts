import type { Id } from '../../ids/id.js';
import {
  type Builder,
  encodeRoot,
  getAll,
  getBytes,
  getId,
  getString,
  nullable,
  type Offset,
  putAll,
  putBytes,
  putIds,
  putString,
  readerOf,
} from '../flatbuffer.js';
import { MessageBody as T } from '../generated/message-body.js';
import { type Attachment, decodeAttachment, encodeAttachment } from './attachment.js';
import { type BodyKind, bodyKindOf, BodyKindNumber } from './body-kind.js';
import { decodeMessageRecord, encodeMessageRecord, type MessageRecord } from './message-record.js';
import { decodeQuote, encodeQuote, type Quote } from './quote.js';
import { decodeSystemEvent, encodeSystemEvent, type SystemEvent } from './system-event.js';

/** Content of an entry. Stored, forwarded and cached as bytes. Kinds of a newer peer read as `custom` and show fallbackText. */
export interface MessageBody {
  readonly kind: BodyKind;
  readonly text: string;
  readonly attachments: Attachment[];
  readonly replyTo: Quote | null;
  readonly mentions: Id[];
  readonly mentionAll: boolean;
  readonly fallbackText: string;
  readonly system: SystemEvent | null;
  readonly customType: string;
  readonly custom: Uint8Array;
  /** Of kind merged_record. */
  readonly record: MessageRecord | null;
  /** It was said elsewhere before. */
  readonly forwarded: boolean;
}

/** Nothing said. */
export const EMPTY_BODY: MessageBody = {
  kind: 'text',
  text: '',
  attachments: [],
  replyTo: null,
  mentions: [],
  mentionAll: false,
  fallbackText: '',
  system: null,
  customType: '',
  custom: new Uint8Array(0),
  record: null,
  forwarded: false,
};

/** Bytes for the body of an entry; what is not given is absent. */
export const encodeMessageBody = (body: Partial<MessageBody>): Uint8Array => encodeRoot((b) => encodeTable(b, { ...EMPTY_BODY, ...body }));

function encodeTable(b: Builder, m: MessageBody): Offset {
  const text = putString(b, m.text);
  const attachments = putAll(b, m.attachments, encodeAttachment);
  const replyTo = m.replyTo === null ? 0 : encodeQuote(b, m.replyTo);
  const mentions = putIds(b, m.mentions);
  const fallbackText = putString(b, m.fallbackText);
  const system = m.system === null ? 0 : encodeSystemEvent(b, m.system);
  const customType = putString(b, m.customType);
  const custom = putBytes(b, m.custom);
  const record = m.record === null ? 0 : encodeMessageRecord(b, m.record);
  T.startMessageBody(b);
  T.addKind(b, BodyKindNumber[m.kind]);
  T.addText(b, text);
  T.addAttachments(b, attachments);
  T.addReplyTo(b, replyTo);
  T.addMentions(b, mentions);
  T.addMentionAll(b, m.mentionAll);
  T.addFallbackText(b, fallbackText);
  T.addSystem(b, system);
  T.addCustomType(b, customType);
  T.addCustom(b, custom);
  T.addRecord(b, record);
  T.addForwarded(b, m.forwarded);
  return T.endMessageBody(b);
}

/** Reads bytes that verify('MessageBody', …) accepted. Byte vectors are views of them. */
export function decodeMessageBody(bytes: Uint8Array): MessageBody {
  const t = T.getRootAsMessageBody(readerOf(bytes));
  return {
    kind: bodyKindOf(t.kind()),
    text: getString(t.text()),
    attachments: getAll(t.attachmentsLength(), (i) => t.attachments(i), decodeAttachment),
    replyTo: nullable(t.replyTo(), decodeQuote),
    mentions: getAll(t.mentionsLength(), (i) => t.mentions(i), getId),
    mentionAll: t.mentionAll(),
    fallbackText: getString(t.fallbackText()),
    system: nullable(t.system(), decodeSystemEvent),
    customType: getString(t.customType()),
    custom: getBytes(t.customArray()),
    record: nullable(t.record(), decodeMessageRecord),
    forwarded: t.forwarded(),
  };
}
