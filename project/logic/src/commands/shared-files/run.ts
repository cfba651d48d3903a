import type pg from 'pg';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { readerOf } from '@godwit/shared/protocol/flatbuffer';
import { MessageBody } from '@godwit/shared/protocol/generated/message-body';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SharedFiles, SharedKind } from '@godwit/shared/rest/conversations';
import { linksOf } from '@godwit/shared/rich-text/links-of';
import { attachedAs, attachmentsOf } from '../../send/attachments.js';
import type { CommandParts } from '../parts.js';
import { findLinking, type Linking } from './find-linking.js';
import { findSharing, type Sharing, type SharingQuery } from './store.js';
import type { PageQuery } from './view-sql.js';

export interface SharedFilesQuery extends PageQuery {
  readonly kind: SharedKind;
}

/** A page of the messages that have files of one kind, or links, as the user may see them. */
export async function runSharedFiles({ pool }: CommandParts, { kind, ...query }: SharedFilesQuery): Promise<Outcome<SharedFiles>> {
  const page = kind === 'link' ? await withLinks(pool, query) : await withFiles(pool, { ...query, kind });
  return page === undefined ? refuse('CONVERSATION_NOT_FOUND') : ok(page);
}

async function withFiles(pool: pg.Pool, query: SharingQuery): Promise<SharedFiles | undefined> {
  const page = await findSharing(pool, query);
  return page && { seqs: page.sharing.filter(isItsOwn).map(({ seq }) => seq), next: page.next };
}

async function withLinks(pool: pg.Pool, query: PageQuery): Promise<SharedFiles | undefined> {
  const page = await findLinking(pool, query);
  return page && { seqs: page.linking.filter(isLinking).map(({ seq }) => seq), next: page.next };
}

/** The index also holds those whose quote, record, card or code has an address. */
const isLinking = ({ body }: Linking): boolean => linksOf(decodeMessageBody(body)).length > 0;

/** A row of message_file may also stand for a file of a message in its record. */
const isItsOwn = ({ fileIds, body }: Sharing): boolean =>
  attachmentsOf(MessageBody.getRootAsMessageBody(readerOf(body))).some((attachment) => fileIds.includes(attachedAs(attachment).fileId));
