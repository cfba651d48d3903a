import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import type { Pull } from '../inbox/gap.js';
import type { Unsent } from '../inbox/settings.js';
import type { LinkEvent } from '../link/state.js';
import type { OutboxItem } from '../outbox/item.js';
import type { KeptPeople } from '../people/people.js';
import type { StoredState } from '../store/store.js';
import type { Part } from '../view/change.js';
import type { Place } from '../view/window.js';
import type { MemberState } from '../wire.js';
import type { Limits } from './context.js';
import type { TimerKey } from './effect.js';

/** How a change of settings ended. */
export type PatchOutcome =
  | { readonly ok: true; readonly state: MemberState }
  | { readonly ok: false; /** Of the error catalog; 0 = no answer. */ readonly code: number; readonly retryAfterMs: number };

/** Everything that moves the core, in the order it happened. */
export type CoreEvent =
  | { readonly type: 'load'; readonly stored: StoredState }
  /** Another user, or none: everything of the last one goes. */
  | { readonly type: 'user'; readonly userId: Id; readonly wipe: boolean }
  /** Lists of people as a user has them, to be kept if he is still the one. */
  | { readonly type: 'people'; readonly kept: KeptPeople }
  | { readonly type: 'link'; readonly event: LinkEvent }
  | { readonly type: 'limits'; readonly limits: Limits }
  | { readonly type: 'down'; readonly generation: number; readonly message: Down; readonly ref: number }
  | { readonly type: 'timer'; readonly key: TimerKey }
  /** keepsDraft: it was not written in that conversation. */
  | { readonly type: 'enqueue'; readonly item: Omit<OutboxItem, 'order' | 'state'>; readonly keepsDraft?: boolean }
  | { readonly type: 'retry'; readonly clientMsgId: Id }
  | { readonly type: 'discard'; readonly clientMsgId: Id }
  | { readonly type: 'markRead'; readonly conversationId: Id; readonly seq: number; readonly countableNo: number | undefined }
  | { readonly type: 'settings'; readonly conversationId: Id; readonly patch: Unsent }
  | { readonly type: 'patched'; readonly userId: Id; readonly conversationId: Id; readonly outcome: PatchOutcome }
  | { readonly type: 'history'; readonly conversationId: Id; readonly pull: Pull; readonly token: number }
  /** To be shown, wherever it lies. */
  | ({ readonly type: 'cached' } & Part)
  | { readonly type: 'typing'; readonly conversationId: Id; readonly typing: boolean }
  | { readonly type: 'watch'; readonly userIds: readonly Id[] }
  /** As ViewChange. */
  | { readonly type: 'around'; readonly conversationId: Id; readonly places: readonly Place[] }
  | { readonly type: 'goTo'; readonly conversationId: Id; readonly seq: number }
  /** Whether the page of the user is before his eyes at all. */
  | { readonly type: 'visible'; readonly visible: boolean }
  | { readonly type: 'open'; readonly conversationId: Id }
  | { readonly type: 'leave'; readonly conversationId: Id }
  /** Runs when everything before it is committed and shown. */
  | { readonly type: 'call'; readonly run: () => void };
