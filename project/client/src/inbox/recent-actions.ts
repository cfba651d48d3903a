// The last entries about others that were applied: what was read before them, and comes after them, lacks them.
// Bound: 200 of a conversation.
import type { Id } from '@godwit/shared/ids/id';
import { isAction } from '@godwit/shared/protocol/messages/entry-kind';
import type { Entry } from '../wire.js';
import { applyActions } from './apply-action.js';
import type { CachedEntry } from './cached-entry.js';

const MAX_RECENT = 200;

export interface RecentActions {
  /** Complete above this seq. */
  readonly after: number;
  readonly actions: readonly Entry[];
}

export const noActions = (after: number): RecentActions => ({ after, actions: [] });

export function remember(recent: RecentActions, entries: readonly Entry[]): RecentActions {
  const actions = [...recent.actions, ...entries.filter(({ kind }) => isAction(kind))];
  const dropped = actions.slice(0, -MAX_RECENT).at(-1);
  return { after: dropped?.seq ?? recent.after, actions: actions.slice(-MAX_RECENT) };
}

/** The entries with what has happened since they were read. */
export const brought = ({ actions }: RecentActions, entries: readonly CachedEntry[], me: Id): readonly CachedEntry[] =>
  actions.length === 0 ? entries : entries.map((entry) => applyActions(entry, actions, me));
