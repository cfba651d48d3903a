import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { readerOf } from '@godwit/shared/protocol/flatbuffer';
import { MessageBody } from '@godwit/shared/protocol/generated/message-body';
import type { SharedFiles } from '@godwit/shared/rest/conversations';
import { attachedAs, attachmentsOf } from '../../send/attachments.js';
import type { CommandParts } from '../parts.js';
import { findSharing, type SharedFilesQuery, type Sharing } from './store.js';

/** A page of the messages that have files of one kind, as the user may see them. */
export async function runSharedFiles({ pool }: CommandParts, query: SharedFilesQuery): Promise<Outcome<SharedFiles>> {
  const page = await findSharing(pool, query);
  if (page === undefined) return refuse('CONVERSATION_NOT_FOUND');
  return ok({ seqs: page.sharing.filter(isItsOwn).map(({ seq }) => seq), next: page.next });
}

/** A row of message_file may also stand for a file of a message in its record. */
const isItsOwn = ({ fileIds, body }: Sharing): boolean =>
  attachmentsOf(MessageBody.getRootAsMessageBody(readerOf(body))).some((attachment) => fileIds.includes(attachedAs(attachment).fileId));
