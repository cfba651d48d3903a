import type { Id } from '@godwit/shared/ids/id';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Up } from '@godwit/shared/protocol/up';
import { testId } from './people.js';

export const textEntry = (text: string, clientMsgId: Id = testId()): OutgoingEntry => ({
  clientMsgId,
  kind: 'message',
  targetSeq: 0,
  body: encodeMessageBody({ kind: 'text', text }),
});

export const userMessage = (conversationId: Id, ...entries: OutgoingEntry[]): Up => ({ kind: 'userMessage', conversationId, entries });
