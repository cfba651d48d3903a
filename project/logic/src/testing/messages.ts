import type { Id } from '@godwit/shared/ids/id';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import type { ActionKind } from '@godwit/shared/protocol/messages/entry-kind';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Up } from '@godwit/shared/protocol/up';
import type { PendingEntry } from '../send/pending-entry.js';
import { testId } from './people.js';

export const textEntry = (text: string, clientMsgId: Id = testId()): OutgoingEntry => ({
  clientMsgId,
  kind: 'message',
  targetSeq: 0,
  body: encodeMessageBody({ kind: 'text', text }),
});

export const userMessage = (conversationId: Id, ...entries: OutgoingEntry[]): Up => ({ kind: 'userMessage', conversationId, entries });

/** A message of somebody that waits for its commit. */
export function pendingEntry({
  conversationId = '1',
  userId = '7',
  clientMsgId = testId(),
  body = new Uint8Array(10),
}: {
  readonly conversationId?: Id;
  readonly userId?: Id;
  readonly clientMsgId?: Id;
  readonly body?: Uint8Array;
} = {}): PendingEntry {
  const origin = { node: 'n', handle: 1, userId, lane: 'live', ref: 0, expiresAt: Infinity, receivedAt: 0, arrivedMs: 0 } as const;
  return { request: { origin, conversationId }, entry: { ...textEntry('x', clientMsgId), body }, attempts: 0 };
}

/** An entry about the message with seq `targetSeq`; `text`: what an edit says, or an emoji. */
export const actionEntry = (kind: ActionKind, targetSeq: number, text = '', clientMsgId: Id = testId()): OutgoingEntry => ({
  clientMsgId,
  kind,
  targetSeq,
  body: text === '' ? NO_BODY : encodeMessageBody({ kind: 'text', text }),
});
