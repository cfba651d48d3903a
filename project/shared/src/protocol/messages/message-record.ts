import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, getString, nullable, type Offset, putAll, putId, putString } from '../flatbuffer.js';
import { MessageRecord as T } from '../generated/message-record.js';
import { RecordItem as ItemT } from '../generated/record-item.js';
import { type Attachment, decodeAttachment, encodeAttachment } from './attachment.js';
import { type BodyKind, bodyKindOf, BodyKindNumber } from './body-kind.js';

/** Messages of one record, those of records within it counted in. */
export const MAX_RECORD_ITEMS = 100;
/** Records within records: what the depth of the verifier (V8) leaves for items with attachments. */
export const MAX_RECORD_DEPTH = 3;
/** Of all messages of one record. */
export const MAX_RECORD_ATTACHMENTS = 100;

/** What was said elsewhere. It is what the one who forwards it says it is: the server does not compare it with the originals. */
export interface MessageRecord {
  readonly items: readonly RecordItem[];
}

export interface RecordItem {
  readonly senderId: Id;
  /** How he was called there; '' = not known. */
  readonly senderName: string;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly kind: BodyKind;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Of kind merged_record; null: too deep or too long, `text` stands for it. */
  readonly record: MessageRecord | null;
}

export const encodeMessageRecord = (b: Builder, m: MessageRecord): Offset => {
  const items = putAll(b, m.items, encodeItem);
  T.startMessageRecord(b);
  T.addItems(b, items);
  return T.endMessageRecord(b);
};

function encodeItem(b: Builder, m: RecordItem): Offset {
  const senderName = putString(b, m.senderName);
  const text = putString(b, m.text);
  const attachments = putAll(b, m.attachments, encodeAttachment);
  const record = m.record === null ? 0 : encodeMessageRecord(b, m.record);
  ItemT.startRecordItem(b);
  ItemT.addSenderId(b, putId(b, m.senderId));
  ItemT.addSenderName(b, senderName);
  ItemT.addCreatedAt(b, m.createdAt);
  ItemT.addKind(b, BodyKindNumber[m.kind]);
  ItemT.addText(b, text);
  ItemT.addAttachments(b, attachments);
  ItemT.addRecord(b, record);
  return ItemT.endRecordItem(b);
}

export const decodeMessageRecord = (t: T): MessageRecord => ({ items: getAll(t.itemsLength(), (i) => t.items(i), decodeItem) });

const decodeItem = (t: ItemT): RecordItem => ({
  senderId: getId(t.senderId()),
  senderName: getString(t.senderName()),
  createdAt: t.createdAt(),
  kind: bodyKindOf(t.kind()),
  text: getString(t.text()),
  attachments: getAll(t.attachmentsLength(), (i) => t.attachments(i), decodeAttachment),
  record: nullable(t.record(), decodeMessageRecord),
});

/** For a title: who speaks in it, each once, in order of the first word; '' for somebody whose name is not known. */
export const participantsOf = ({ items }: MessageRecord): string[] => [
  ...new Map(items.map(({ senderId, senderName }) => [senderId, senderName])).values(),
];
