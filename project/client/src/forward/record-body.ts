import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import {
  MAX_RECORD_ATTACHMENTS,
  MAX_RECORD_DEPTH,
  MAX_RECORD_ITEMS,
  type MessageRecord,
  type RecordItem,
} from '@godwit/shared/protocol/messages/message-record';
import { refused } from '../api/api-error.js';

const FALLBACK_LINES = 4;
const FALLBACK_CHARACTERS = 100;
const NO_BYTES = new Uint8Array(0);

/** A message that goes into a record. */
export interface Said {
  readonly senderId: Id;
  readonly createdAt: number;
  readonly body: MessageBody;
}

/**
 * The body of kind merged_record. Its small pictures are left out where it is too large with them; throws MSG_TOO_LARGE if it still is then.
 * A record in it that would make it too deep or too long becomes its text.
 */
export function recordBody(said: readonly Said[], names: ReadonlyMap<Id, string>, maxBytes: number): Uint8Array {
  const record = { items: itemsOf(said, names) };
  const fallbackText = fallbackOf(record);
  for (const tried of [record, withoutPreviews(record)]) {
    const bytes = encodeMessageBody({ kind: 'merged_record', record: tried, fallbackText });
    if (bytes.length <= maxBytes) return bytes;
  }
  throw refused('MSG_TOO_LARGE');
}

function itemsOf(said: readonly Said[], names: ReadonlyMap<Id, string>): RecordItem[] {
  const room = { items: MAX_RECORD_ITEMS - said.length, attachments: MAX_RECORD_ATTACHMENTS - sum(said, (s) => s.body.attachments.length) };
  if (room.attachments < 0) throw refused('LIMIT_REACHED', `a record has at most ${MAX_RECORD_ATTACHMENTS} files`);
  return said.map(({ senderId, createdAt, body }) => {
    const { kind, text, attachments, fallbackText } = body;
    const record = body.record !== null && fits(body.record, room) ? body.record : null;
    if (record !== null) {
      room.items -= countIn(record);
      room.attachments -= attachmentsIn(record);
    }
    return { senderId, senderName: names.get(senderId) ?? '', createdAt, kind, text: text || fallbackText, attachments, record };
  });
}

const fits = (record: MessageRecord, room: { items: number; attachments: number }): boolean =>
  depthOf(record) < MAX_RECORD_DEPTH && countIn(record) <= room.items && attachmentsIn(record) <= room.attachments;

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

const depthOf = ({ items }: MessageRecord): number => 1 + Math.max(0, ...items.map(({ record }) => (record ? depthOf(record) : 0)));

const countIn = ({ items }: MessageRecord): number => sum(items, ({ record }) => 1 + (record ? countIn(record) : 0));

const attachmentsIn = ({ items }: MessageRecord): number =>
  sum(items, ({ attachments, record }) => attachments.length + (record ? attachmentsIn(record) : 0));

const withoutPreviews = ({ items }: MessageRecord): MessageRecord => ({
  items: items.map((item) => ({
    ...item,
    attachments: item.attachments.map((one) => ({ ...one, thumbnail: NO_BYTES, waveform: NO_BYTES })),
    record: item.record && withoutPreviews(item.record),
  })),
});

/** For clients that do not know records: who said what, in a few lines without words of any language. */
function fallbackOf({ items }: MessageRecord): string {
  const lines = items.slice(0, FALLBACK_LINES).map((item) => `${item.senderName}: ${lineOf(item)}`);
  return [...lines, ...(items.length > FALLBACK_LINES ? ['…'] : [])].join('\n');
}

const lineOf = ({ text, kind, attachments }: RecordItem): string => {
  const line = [...(text || attachments[0]?.name || `[${kind}]`).replaceAll(/\s+/g, ' ')];
  return line.length > FALLBACK_CHARACTERS ? `${line.slice(0, FALLBACK_CHARACTERS - 1).join('')}…` : line.join('');
};
