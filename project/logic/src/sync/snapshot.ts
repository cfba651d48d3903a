// The snapshot of a sync: conversations by activity, 30 first, then ≤ 100 a page, ≤ 56 KB. Of the last entry it has what a list shows;
// that is made here, so up to 512 KB are read for a page.
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { FRAME_PERMISSIONS } from '@godwit/shared/protocol/frame-permissions';
import type { SyncPage } from '@godwit/shared/protocol/messages/sync-page';
import type { SyncRequest } from '@godwit/shared/protocol/messages/sync-request';
import { previewBody } from '@godwit/shared/protocol/preview-body';
import type { ConversationState } from '@godwit/shared/protocol/messages/conversation-state';
import type { ChangesQuery, ChangesSince, States, StatesQuery } from '../store/load-states.js';
import { formatCursor, parseCursor, type SyncCursor } from './cursor.js';
import { fitting, stateBytes } from './fit.js';

const FIRST_PAGE = 30;
const NEXT_PAGE = 100;
/** Three times that lies in memory for a moment (R22). */
const MAX_READ_BYTES = 512 * 1024;
const MAX_IDS = FRAME_PERMISSIONS.syncRequest.maxItems;
/** An entry's time is taken before its commit; a transaction lives ≤ 1 s, clocks of a fail-over pair may differ. */
const OVERLAP_MS = 60_000;
/** Far beyond every time and below what PostgreSQL's timestamps hold. */
const MAX_TIME_MS = 8.64e15;

export interface SnapshotStore {
  readonly loadChanges: (query: ChangesQuery) => Promise<States | undefined>;
  readonly countChanges: (since: ChangesSince) => Promise<number>;
  readonly loadStates: (query: StatesQuery) => Promise<States | undefined>;
}

export function snapshot(store: SnapshotStore, userId: Id, request: SyncRequest): Promise<Outcome<SyncPage>> {
  return request.conversationIds.length > 0 ? byId(store, userId, request.conversationIds) : changes(store, userId, request);
}

/** Ids of others' conversations are left out. `done` is false when not all fit: ask again for those that are missing. */
async function byId(store: SnapshotStore, userId: Id, ids: readonly Id[]): Promise<Outcome<SyncPage>> {
  if (ids.length > MAX_IDS)
    return refuse('INVALID_ARGUMENT', `${String(ids.length)} conversation ids, at most ${String(MAX_IDS)} are allowed`);
  const states = await store.loadStates({ userId, ids, maxBytes: MAX_READ_BYTES });
  if (states === undefined || states.found.length === 0) return refuse('CONVERSATION_NOT_FOUND');
  const conversations = fitting(
    states.found.map(({ state }) => previewed(state)),
    stateBytes,
  );
  const done = conversations.length === states.found.length && !states.cut;
  const { readAt: syncTime, userVersion, favouriteVersion, profileVersion, peopleVersion } = states;
  return ok({ conversations, nextCursor: '', done, syncTime, userVersion, favouriteVersion, profileVersion, peopleVersion, remaining: 0 });
}

async function changes(store: SnapshotStore, userId: Id, request: SyncRequest): Promise<Outcome<SyncPage>> {
  const cursor = request.cursor === '' ? undefined : parseCursor(request.cursor);
  if (request.cursor !== '' && cursor === undefined) return refuse('INVALID_ARGUMENT', 'the cursor is not one of a SyncPage');
  const limit = pageSize(request.limit, cursor);
  const since = { userId, changedAfter: changedAfter(request.since), userVersion: request.userVersion };
  const states = await store.loadChanges({ ...since, before: cursor?.position, limit: limit + 1, maxBytes: MAX_READ_BYTES });
  if (states === undefined) return refuse('UNAUTHENTICATED');
  const page = pageOf(states, limit, cursor);
  if (page.done || cursor !== undefined) return ok(page);
  const remaining = Math.max(0, (await store.countChanges(since)) - page.conversations.length);
  return ok({ ...page, remaining });
}

/** The first page decides what the sync is as of. */
function pageOf(
  { found, cut, readAt, userVersion: versionNow, favouriteVersion, profileVersion, peopleVersion }: States,
  limit: number,
  cursor: SyncCursor | undefined,
): SyncPage {
  const { syncTime, userVersion } = cursor ?? { syncTime: readAt, userVersion: versionNow };
  const shown = found.slice(0, limit).map(({ state, position }) => ({ state: previewed(state), position }));
  const page = fitting(shown, ({ state }) => stateBytes(state));
  const last = page.at(-1);
  const done = last === undefined || (page.length === found.length && !cut);
  const nextCursor = done ? '' : formatCursor({ position: last.position, syncTime, userVersion });
  return {
    conversations: page.map(({ state }) => state),
    nextCursor,
    done,
    syncTime,
    userVersion,
    favouriteVersion,
    profileVersion,
    peopleVersion,
    remaining: 0,
  };
}

const previewed = (state: ConversationState): ConversationState =>
  state.lastEntry === null ? state : { ...state, lastEntry: { ...state.lastEntry, body: previewBody(state.lastEntry.body) } };

function pageSize(wanted: number, cursor: SyncCursor | undefined): number {
  const max = cursor === undefined ? FIRST_PAGE : NEXT_PAGE;
  return wanted === 0 ? max : Math.min(wanted, max);
}

/** NaN and negative times mean everything. */
const changedAfter = (since: number): number => (since > OVERLAP_MS ? Math.min(since, MAX_TIME_MS) - OVERLAP_MS : 0);
