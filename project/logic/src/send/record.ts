// Hop 6: a merged record in a body. Read once, on arrival; every other message pays for one look-up in its vtable. Texts are not decoded here.
// Bound: 100 messages and 100 attachments over all levels; more than 3 levels with something in them V8 has refused by now.
import type { Refusal } from '@godwit/shared/outcome';
import type { Attachment } from '@godwit/shared/protocol/generated/attachment';
import { BodyKind } from '@godwit/shared/protocol/generated/body-kind';
import type { MessageBody } from '@godwit/shared/protocol/generated/message-body';
import type { MessageRecord } from '@godwit/shared/protocol/generated/message-record';
import type { RecordItem } from '@godwit/shared/protocol/generated/record-item';
import { MAX_RECORD_ATTACHMENTS, MAX_RECORD_ITEMS } from '@godwit/shared/protocol/messages/message-record';
import { type Attached, attachedAs, attachmentRefusal, attachmentsOf } from './attachments.js';

const invalid = (detail: string): Refusal => ({ error: 'INVALID_ARGUMENT', detail });

/** Why this can never be the record of a message; undefined: it has none, or a well-formed one. Of a verified body. */
export function recordRefusal(body: MessageBody): Refusal | undefined {
  const record = body.record();
  if ((record !== null) !== (body.kind() === BodyKind.merged_record))
    return invalid('a body of kind merged_record has a record, no other has');
  return record === null ? undefined : refusalOf(record, { items: 0, attachments: 0 });
}

interface Counted {
  items: number;
  attachments: number;
}

function refusalOf(record: MessageRecord, counted: Counted): Refusal | undefined {
  const count = record.itemsLength();
  if (count === 0) return { error: 'EMPTY_MESSAGE', detail: 'a record needs at least one message' };
  counted.items += count;
  if (counted.items > MAX_RECORD_ITEMS) return invalid(`more than ${String(MAX_RECORD_ITEMS)} messages in a record`);
  for (let i = 0; i < count; i++) {
    const refusal = itemRefusal(record.items(i)!, counted);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function itemRefusal(item: RecordItem, counted: Counted): Refusal | undefined {
  const kind = item.kind();
  if (kind === BodyKind.system || BodyKind[kind] === undefined) return invalid(`a record has no messages of kind ${String(kind)}`);
  counted.attachments += item.attachmentsLength();
  if (counted.attachments > MAX_RECORD_ATTACHMENTS) return invalid(`more than ${String(MAX_RECORD_ATTACHMENTS)} attachments in a record`);
  const record = item.record();
  if (record !== null && kind !== BodyKind.merged_record) return invalid('a message of a record that is none itself has no record');
  return attachmentRefusal(item) ?? (record === null ? undefined : refusalOf(record, counted));
}

/** The files of a verified body, and of all messages of its record. */
export function attachedTo(body: MessageBody): readonly Attached[] {
  const record = body.record();
  if (record === null && body.attachmentsLength() === 0) return NOTHING;
  return [...attachmentsOf(body), ...(record === null ? [] : attachmentsIn(record))].map(attachedAs);
}

const NOTHING: readonly Attached[] = [];

const attachmentsIn = (record: MessageRecord): Attachment[] =>
  Array.from({ length: record.itemsLength() }, (_, i) => record.items(i)!).flatMap((item) => {
    const inner = item.record();
    const own = attachmentsOf(item);
    return inner === null ? own : [...own, ...attachmentsIn(inner)];
  });
