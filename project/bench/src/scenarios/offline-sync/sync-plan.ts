import type { AccessNode } from '@godwit/shared/rest/access';
import type { Missed } from '../../arms/missed.ts';
import type { LoadUser } from '../../generator/load-plan.ts';

/** What the process of one measurement is told: who writes to the one who is away, and how often all of it is done. */
export interface SyncPlan {
  readonly node: AccessNode;
  readonly receiver: LoadUser;
  readonly conversations: readonly { readonly id: string; readonly sender: LoadUser }[];
  /** Messages that the receiver misses in each conversation. */
  readonly messagesEach: number;
  readonly bodyBytes: number;
  readonly times: number;
}

export interface SyncEvent extends Missed {
  readonly event: 'synced';
}
