// Hop 6: the files that a message carries. Read once, on arrival; a message without any pays for one look-up in its vtable.
import type { Id } from '@godwit/shared/ids/id';
import { NO_ID } from '@godwit/shared/ids/id';
import { MAX_ATTACHMENTS } from '@godwit/shared/message-terms';
import type { Refusal } from '@godwit/shared/outcome';
import { getString } from '@godwit/shared/protocol/flatbuffer';
import type { Attachment } from '@godwit/shared/protocol/generated/attachment';
import { isRowId } from '../store/row-id.js';

/** What a message says about a file. Size and type are those of the file, or it is refused: devices decide by them what to fetch. */
export interface Attached {
  readonly fileId: Id;
  readonly size: number;
  readonly mime: string;
}

/** What has attachments: a verified body, or a message of its record. */
export interface Attaching {
  attachmentsLength(): number;
  attachments(i: number): Attachment | null;
}

export const attachmentsOf = (body: Attaching): Attachment[] =>
  Array.from({ length: body.attachmentsLength() }, (_, i) => body.attachments(i)!);

export const attachedAs = (attachment: Attachment): Attached => ({
  fileId: getString(attachment.fileId()),
  size: attachment.size(),
  mime: getString(attachment.mime()),
});

/** Why these can never be files of a message; whether they are there and the sender may use them is asked later (store/claim-files.ts). */
export function attachmentRefusal(body: Attaching): Refusal | undefined {
  const count = body.attachmentsLength();
  if (count === 0) return undefined;
  if (count > MAX_ATTACHMENTS)
    return { error: 'INVALID_ARGUMENT', detail: `${String(count)} attachments, at most ${String(MAX_ATTACHMENTS)} are allowed` };
  for (let i = 0; i < count; i++) {
    const attachment = body.attachments(i)!;
    if (getString(attachment.url()) !== '')
      return { error: 'INVALID_ARGUMENT', detail: 'an attachment is named by its file_id and has no url' };
    const fileId = getString(attachment.fileId());
    if (fileId === NO_ID || !isRowId(fileId)) return { error: 'FILE_NOT_FOUND' };
  }
  return undefined;
}
