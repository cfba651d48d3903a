// Hop 5 → 6: a UserMessage frame becomes entries of a commit lane. Refused entries are answered at once, the others after their COMMIT.
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { UserMessage } from '@godwit/shared/protocol/messages/user-message';
import type { Deliver } from '../fanout/outgoing.js';
import type { Origin } from '../session-ref.js';
import { contentRefusal } from './check.js';
import type { CommitLanes } from './lanes.js';
import type { PendingEntry } from './pending-entry.js';
import { messagesFor, type Verdict } from './publish.js';
import { referencesOf } from './references.js';

const RETRY_AFTER_MS = 1_000;

export interface AcceptMessageParts {
  readonly lanes: Pick<CommitLanes, 'enqueue'>;
  readonly fanout: Deliver;
}

export async function acceptMessage(
  { lanes, fanout }: AcceptMessageParts,
  origin: Origin,
  { conversationId, entries }: UserMessage,
): Promise<Outcome<null>> {
  if (entries.length === 0 || entries.length > DEFAULT_LIMITS.maxBatchEntries) {
    return refuse('INVALID_ARGUMENT', `${String(entries.length)} entries, expected 1 to ${String(DEFAULT_LIMITS.maxBatchEntries)}`);
  }
  const request = { origin, conversationId };
  const accepted: PendingEntry[] = [];
  const refused: Verdict[] = [];
  for (const entry of entries) {
    const refusal = contentRefusal(entry);
    if (refusal === undefined) accepted.push({ request, entry, references: referencesOf(entry.body), attempts: 0 });
    else refused.push({ at: 'refused', pending: { request, entry, attempts: 0 }, refusal });
  }
  if (accepted.length > 0 && !lanes.enqueue(accepted)) {
    return refuse('OVERLOADED', 'too many messages wait to be stored', RETRY_AFTER_MS);
  }
  if (refused.length > 0) await fanout.deliver(messagesFor([], [], refused));
  return ok(null);
}
