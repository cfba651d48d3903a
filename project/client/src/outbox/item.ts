import type { Id } from '@godwit/shared/ids/id';
import type { EntryKind } from '../wire.js';

/** waiting: to be sent (again). sent: acked as `seq`, not yet part of the shown log. failed: refused for good, waits for the user. */
export type OutboxState =
  | { readonly at: 'waiting' }
  | { readonly at: 'sent'; readonly seq: number; readonly messageId: Id }
  | { readonly at: 'failed'; readonly code: number; readonly name: string };

/** One own entry that is not in the log as shown. `order` ascends in the order of the user's sends, across restarts. */
export interface OutboxItem {
  readonly clientMsgId: Id;
  readonly conversationId: Id;
  readonly order: number;
  readonly kind: EntryKind;
  readonly targetSeq: number;
  readonly body: Uint8Array;
  readonly createdAt: number;
  readonly state: OutboxState;
}
