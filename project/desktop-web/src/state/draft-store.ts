import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Snapshots } from './snapshot.js';

export interface DraftState {
  readonly drafts: Readonly<Record<Id, string>>;
}

export type DraftStore = StoreApi<DraftState>;

const SNAPSHOT = 'drafts';

export const createDraftStore = (): DraftStore => createStore(() => ({ drafts: {} }));

export function restoreDrafts(store: DraftStore, snapshots: Snapshots, userId: Id): void {
  const kept = snapshots.read(userId, SNAPSHOT);
  const drafts = typeof kept === 'object' && kept !== null ? Object.entries(kept).filter(([, text]) => typeof text === 'string') : [];
  store.setState({ drafts: Object.fromEntries(drafts) });
}

/** Keeps the text at once, in memory and on this device; blank text is no draft. */
export function saveDraft(store: DraftStore, snapshots: Snapshots, userId: Id, conversationId: Id, text: string): void {
  const { [conversationId]: before = '', ...others } = store.getState().drafts;
  const kept = text.trim() === '' ? '' : text;
  if (kept === before) return;
  const drafts = kept === '' ? others : { ...others, [conversationId]: kept };
  store.setState({ drafts });
  snapshots.write(userId, SNAPSHOT, drafts);
}
