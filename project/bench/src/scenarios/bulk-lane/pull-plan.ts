import type { AccessNode } from '@godwit/shared/rest/access';
import type { LoadUser } from '../../generator/load-plan.ts';

/** What the process is told: one device gets messages of one conversation and pulls the log of another, over one session. */
export interface PullPlan {
  readonly node: AccessNode;
  readonly receiver: LoadUser;
  readonly live: { readonly id: string; readonly sender: LoadUser };
  readonly history: { readonly id: string; readonly sender: LoadUser; readonly entries: number; readonly bodyBytes: number };
  /** Messages a second, open loop. */
  readonly rate: number;
  readonly seconds: number;
  /** Each is measured once without and once with pulls. */
  readonly rounds: number;
}

export interface PullEvent {
  readonly event: 'measured';
  readonly pulling: boolean;
  /** HDR histogram, base64: from the moment a message was due until the receiver had it. */
  readonly latencyUs: string;
  readonly lost: number;
  readonly pulls: number;
  readonly pullMs: readonly number[];
  /** Of one pull: bodies, and what came over the wire for them. */
  readonly bodyBytes: number;
  readonly wireBytes: number;
}
