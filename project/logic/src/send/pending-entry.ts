import type { Id } from '@godwit/shared/ids/id';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import type { Origin } from '../session-ref.js';
import type { References } from './references.js';

/** One UserMessage frame. What of it goes round again is acknowledged by itself. */
export interface SendRequest {
  readonly origin: Origin;
  readonly conversationId: Id;
}

/** An entry on its way through a commit lane. */
export interface PendingEntry {
  readonly request: SendRequest;
  readonly entry: OutgoingEntry;
  /** Whom and what its body names; most name nothing. */
  readonly references?: References | undefined;
  /** How often it was found stale and went round again. */
  readonly attempts: number;
}

/** What may be in a batch only once. */
export const idempotencyKey = ({ request, entry }: PendingEntry): string =>
  `${request.conversationId}:${request.origin.userId}:${entry.clientMsgId}`;
