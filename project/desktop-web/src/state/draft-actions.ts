import type { Id } from '@godwit/shared/ids/id';
import { MAX_DRAFT_CHARACTERS } from '@godwit/shared/rest/limits';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { applyDrafts, draftIn, keepDrafts, type MentionPick, pickMention, restoreDrafts, toldDraft, writeDraft } from './draft-store.js';
import type { Snapshots } from './snapshot.js';

export interface DraftActions {
  /** After a sign-in: what this device knows, then what the SDK says. */
  restore(userId: Id): void;
  /** Kept here at once. The SDK is told after a pause, and tells the other devices after 2 s without another call. */
  save(conversationId: Id, text: string): void;
  /** What was on its way and is not sent is written again, before what was written since. */
  giveBack(conversationId: Id, text: string, picks: readonly MentionPick[]): void;
  pick(conversationId: Id, pick: MentionPick): void;
}

/** Each call of the SDK is a write to its store and a new list of conversations. */
const TELL_AFTER_MS = 500;

/** Longer texts than the server keeps stay on this device. */
export function createDraftActions({
  client,
  stores,
  snapshots,
}: {
  client: ChatClient;
  stores: Stores;
  snapshots: Snapshots;
}): DraftActions {
  const timers = new Map<Id, ReturnType<typeof setTimeout>>();
  const keep = (): void => keepDrafts(stores.drafts, snapshots, client.userId);

  const tell = async (conversationId: Id): Promise<void> => {
    timers.delete(conversationId);
    if (!stores.drafts.getState().ahead.has(conversationId)) return;
    const text = draftIn(stores.drafts.getState(), conversationId);
    if (text.length > MAX_DRAFT_CHARACTERS) return;
    await client.setDraft(conversationId, text);
    toldDraft(stores.drafts, conversationId, text);
    keep();
  };

  const tellSoon = (conversationId: Id, afterMs: number): void => {
    clearTimeout(timers.get(conversationId));
    timers.set(
      conversationId,
      // What could not be told stays ahead, and is told with the next change or start.
      setTimeout(() => void tell(conversationId).catch(() => undefined), afterMs),
    );
  };

  const save = (conversationId: Id, text: string): void => {
    if (!writeDraft(stores.drafts, conversationId, text)) return;
    keep();
    tellSoon(conversationId, text === '' ? 0 : TELL_AFTER_MS);
  };

  return {
    restore(userId) {
      restoreDrafts(stores.drafts, snapshots, userId);
      applyDrafts(stores.drafts, client.conversations());
      for (const id of stores.drafts.getState().ahead) tellSoon(id, 0);
    },
    save,
    giveBack(conversationId, text, picks) {
      const typed = draftIn(stores.drafts.getState(), conversationId);
      save(conversationId, [text, typed].filter((part) => part !== '').join('\n'));
      for (const pick of picks) pickMention(stores.drafts, conversationId, pick);
      keep();
    },
    pick(conversationId, pick) {
      pickMention(stores.drafts, conversationId, pick);
      keep();
    },
  };
}
