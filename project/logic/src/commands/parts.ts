import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { OnlineMembers } from '../presence/online-members.js';
import type { Deliver, TellRoomChanges } from '../fanout/outgoing.js';
import type { ConversationCache } from '../store/conversation-cache.js';

/** What the commands of im.logic.request work with. */
export interface CommandParts {
  readonly pool: pg.Pool;
  readonly conversations: ConversationCache;
  readonly fanout: Deliver & TellRoomChanges;
  readonly onlineMembers: OnlineMembers;
  /** A frame for every session of every access node. False: it is lost. */
  readonly announce: (frame: Uint8Array) => boolean;
  readonly nextId: () => Id;
  /** Epoch ms. */
  readonly now: () => number;
}
