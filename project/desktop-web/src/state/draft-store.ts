import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Snapshots } from './snapshot.js';

/** Somebody chosen from the list after @; 'all' = everybody. name: as it stands in the text, without the @. */
export interface MentionPick {
  readonly userId: Id;
  readonly name: string;
}

export const EVERYBODY: Id = 'all';

/**
 * What is written and not sent, by conversation, as it stands in the field. ahead: written here since the SDK was told, so it is newer than what it says.
 * A draft of another device replaces one that is not ahead; the last one that is told wins on all devices.
 */
export interface DraftState {
  readonly drafts: Readonly<Record<Id, string>>;
  readonly ahead: ReadonlySet<Id>;
  readonly picks: Readonly<Record<Id, readonly MentionPick[]>>;
}

export type DraftStore = StoreApi<DraftState>;

const SNAPSHOT = 'drafts';
const NOBODY: readonly MentionPick[] = [];

export const createDraftStore = (): DraftStore => createStore(() => ({ drafts: {}, ahead: new Set(), picks: {} }));

export const picksIn = ({ picks }: Pick<DraftState, 'picks'>, conversationId: Id): readonly MentionPick[] =>
  picks[conversationId] ?? NOBODY;

interface Kept {
  readonly drafts?: unknown;
  readonly picks?: unknown;
}

/** Of the last run: only what the SDK had not been told. */
export function restoreDrafts(store: DraftStore, snapshots: Snapshots, userId: Id): void {
  const kept = (snapshots.read(userId, SNAPSHOT) ?? {}) as Kept;
  const drafts = entriesOf(kept.drafts).filter((entry): entry is [Id, string] => typeof entry[1] === 'string');
  const picks = entriesOf(kept.picks).filter((entry): entry is [Id, MentionPick[]] => Array.isArray(entry[1]));
  store.setState({ drafts: Object.fromEntries(drafts), ahead: new Set(drafts.map(([id]) => id)), picks: Object.fromEntries(picks) });
}

const entriesOf = (value: unknown): [string, unknown][] => (typeof value === 'object' && value !== null ? Object.entries(value) : []);

/** Survives the page: what another device could not tell. */
export function keepDrafts(store: DraftStore, snapshots: Snapshots, userId: Id): void {
  const { ahead, picks } = store.getState();
  snapshots.write(userId, SNAPSHOT, { drafts: Object.fromEntries([...ahead].map((id) => [id, draftIn(store.getState(), id)])), picks });
}

/** What is kept and told of what stands in the field: blank text is no draft. '' = none. */
export function draftIn({ drafts }: Pick<DraftState, 'drafts'>, conversationId: Id): string {
  const text = drafts[conversationId] ?? '';
  return text.trim() === '' ? '' : text;
}

/** Returns whether the draft is another one now. */
export function writeDraft(store: DraftStore, conversationId: Id, text: string): boolean {
  const before = draftIn(store.getState(), conversationId);
  store.setState(({ drafts }) => ({ drafts: withText(drafts, conversationId, text) }));
  const draft = draftIn(store.getState(), conversationId);
  if (draft === before) return false;
  store.setState(({ ahead, picks }) => ({
    ahead: new Set(ahead).add(conversationId),
    picks: draft === '' ? without(picks, conversationId) : picks,
  }));
  return true;
}

/** The SDK has it now, and keeps it. */
export function toldDraft(store: DraftStore, conversationId: Id, text: string): void {
  const { ahead } = store.getState();
  if (!ahead.has(conversationId) || draftIn(store.getState(), conversationId) !== text) return;
  const left = new Set(ahead);
  left.delete(conversationId);
  store.setState({ ahead: left });
}

export function pickMention(store: DraftStore, conversationId: Id, pick: MentionPick): void {
  const { picks } = store.getState();
  const others = picksIn({ picks }, conversationId).filter((one) => one.name !== pick.name);
  store.setState({ picks: { ...picks, [conversationId]: [...others, pick] } });
}

/** What the SDK says, where nothing newer was written here. */
export function applyDrafts(store: DraftStore, list: readonly Conversation[]): void {
  const { drafts, ahead } = store.getState();
  const news = list.filter(({ id, draft }) => !ahead.has(id) && draftIn({ drafts }, id) !== draft);
  if (news.length > 0) store.setState({ drafts: news.reduce((all, { id, draft }) => withText(all, id, draft), drafts) });
}

const withText = (drafts: DraftState['drafts'], id: Id, text: string): DraftState['drafts'] =>
  text === '' ? without(drafts, id) : { ...drafts, [id]: text };

function without<T>(record: Readonly<Record<Id, T>>, id: Id): Readonly<Record<Id, T>> {
  const { [id]: _gone, ...others } = record;
  return others;
}
