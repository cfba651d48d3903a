/**
 * Everything that an account holds, record by record (shared/rest/export.ts). Nothing is asked for before it can be sent: a reader that pauses
 * holds one page of ≤ 500 rows or 350 KB, and no connection of the database. The session is looked at before every page: a device that is signed
 * out gets no more. Each page is as of its own moment.
 */
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import { NO_ID } from '@godwit/shared/ids/id';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { MessageRecord } from '@godwit/shared/protocol/messages/message-record';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import { conversationsPage, EXPORT_FORMAT, type ExportRecord, messagesPage } from '@godwit/shared/rest/export';
import { favouritePage, MAX_FAVOURITES_A_PAGE } from '@godwit/shared/rest/favourites';
import type { z } from 'zod';
import type { Services } from '../services.js';
import { exportLists } from '../store/export.js';
import { listSessions, sessionState } from '../store/sessions.js';
import { findProfile } from '../store/users.js';

/** Ends the answer in the middle: the reader sees that it is not complete. */
export class ExportBrokenOff extends Error {}

export async function* exportRecords(services: Services, caller: AccessClaims, requestId: string): AsyncGenerator<ExportRecord> {
  const { db, clock } = services;
  const { userId, sessionId } = caller;
  const stillSignedIn = async (): Promise<void> => {
    if ((await sessionState(db, sessionId, userId)).at !== 'valid') throw new ExportBrokenOff('the session is over');
  };
  yield { type: 'export', format: EXPORT_FORMAT, userId, exportedAt: clock.now() };
  const profile = await findProfile(db, userId);
  if (profile !== undefined) yield { type: 'profile', profile };
  for (const session of await listSessions(db, userId, sessionId)) yield { type: 'session', session };
  yield* exportLists(db, userId, stillSignedIn);
  const ask = async <T>(request: LogicRequest, value: z.ZodType<T>): Promise<T> => {
    await stillSignedIn();
    const answer = await services.logic.ask(request, value);
    if (!answer.ok) throw new ExportBrokenOff(answer.refusal.error);
    return answer.value;
  };
  const common = { id: requestId, userId };
  for (let after = NO_ID; ;) {
    const page = await ask({ ...common, method: 'ownConversations', after }, conversationsPage);
    for (const conversation of page.conversations) {
      yield { type: 'conversation', ...conversation };
      const { conversationId } = conversation;
      for (let from = NO_ID; ;) {
        const { messages, next } = await ask({ ...common, method: 'ownMessages', conversationId, after: from }, messagesPage);
        for (const message of messages) yield { type: 'message', conversationId, ...message, body: bodyOf(message.body) };
        if (next === '') break;
        from = next;
      }
    }
    if (page.next === '') break;
    after = page.next;
  }
  for (let before = NO_ID; ;) {
    const page = await ask({ ...common, method: 'favouritesOf', before, limit: MAX_FAVOURITES_A_PAGE }, favouritePage);
    for (const { conversationId, starredAt, entry } of page.favourites) {
      const { seq, senderId, recalled } = entry;
      yield { type: 'favourite', conversationId, seq, senderId, starredAt, body: recalled ? null : bodyOf(entry.body) };
    }
    if (page.next === '') break;
    before = page.next;
  }
}

type Body = Extract<ExportRecord, { type: 'message' }>['body'];

/** A message of a user; bytes as base64. */
function bodyOf(base64: string): Body {
  const { attachments, custom, record, ...body } = decodeMessageBody(Uint8Array.from(Buffer.from(base64, 'base64')));
  return {
    ...body,
    system: null,
    custom: text64(custom),
    attachments: attachments.map(fileOf),
    record: record && recordOf(record),
  };
}

const recordOf = ({ items }: MessageRecord): NonNullable<Body['record']> => ({
  items: items.map((item) => ({ ...item, attachments: item.attachments.map(fileOf), record: item.record && recordOf(item.record) })),
});

const fileOf = (file: Attachment): Body['attachments'][number] => ({
  ...file,
  thumbnail: text64(file.thumbnail),
  waveform: text64(file.waveform),
});

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
