// Hop 6, store: one transaction for the batch; what PostgreSQL refuses as a whole is repeated in parts (C5).
import type { Id } from '@godwit/shared/ids/id';
import type { CommittedEntry, EntryToCommit } from '../store/entry-to-commit.js';
import { classifyFailure, type QueryFailure } from '../store/query-failure.js';

/** `unknown`: perhaps committed. Nothing may be answered; the client sends it again and meets the unique key. */
export type Stored = CommittedEntry | { readonly at: 'failed'; readonly transient: boolean } | { readonly at: 'unknown' };

export type Commit<E> = (entries: readonly E[]) => Promise<CommittedEntry[]>;

export interface StoreOptions<E extends EntryToCommit> {
  readonly commit: Commit<E>;
  readonly onFailure: (error: unknown, failure: QueryFailure, entries: number) => void;
}

/** What became of each entry, in their order. Never rejects. */
export async function storeEntries<E extends EntryToCommit>(options: StoreOptions<E>, entries: readonly E[]): Promise<Stored[]> {
  try {
    return await options.commit(entries);
  } catch (error) {
    const failure = classifyFailure(error);
    options.onFailure(error, failure, entries.length);
    if (failure.at === 'unknown') return entries.map(() => ({ at: 'unknown' }));
    if (failure.at === 'unsent') return entries.map(() => ({ at: 'failed', transient: true }));
    const parts = partsOf(entries, failure.transient);
    return parts.length === 0 ? entries.map(() => ({ at: 'failed', transient: failure.transient })) : storeParts(options, entries, parts);
  }
}

async function storeParts<E extends EntryToCommit>(
  options: StoreOptions<E>,
  entries: readonly E[],
  parts: readonly E[][],
): Promise<Stored[]> {
  const stored = new Map<E, Stored>();
  const halted = new Set<Id>();
  for (const part of parts) {
    const { conversationId } = part[0]!;
    const results = halted.has(conversationId) ? part.map(() => LATER) : await storeEntries(options, part);
    if (results.some(comesAgain)) halted.add(conversationId);
    part.forEach((entry, i) => stored.set(entry, results[i]!));
  }
  return entries.map((entry) => stored.get(entry)!);
}

const LATER: Stored = { at: 'failed', transient: true };

/** Its sender will repeat it: whatever the conversation has behind it must come after it (R9). */
const comesAgain = (stored: Stored): boolean => stored.at === 'unknown' || (stored.at === 'failed' && stored.transient);

/**
 * A batch falls into its conversations, a conversation into its entries. After a lock or statement timeout one conversation is not
 * divided further: its row is held, and every part would wait for it again.
 */
function partsOf<E extends EntryToCommit>(entries: readonly E[], transient: boolean): E[][] {
  const conversations = [...Map.groupBy(entries, (entry) => entry.conversationId).values()];
  if (conversations.length > 1) return conversations;
  return transient || entries.length === 1 ? [] : entries.map((entry) => [entry]);
}
