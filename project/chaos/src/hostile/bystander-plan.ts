import type { Id } from '@godwit/shared/ids/id';
import type { Percentiles } from './percentiles.ts';
import type { SeededDevice } from './seed-people.ts';
import type { TransportName } from './wire.ts';

/** Where to, as discovery says it. */
export interface NodeAddress {
  readonly url: string;
  /** base64 SHA-256 of the certificate. */
  readonly hash: string;
  readonly websocketUrl: string;
}

export interface BystanderPair {
  readonly conversationId: Id;
  readonly sender: SeededDevice;
  readonly receiver: SeededDevice;
}

export interface BystanderPlan extends NodeAddress {
  readonly transport: TransportName;
  readonly pairs: readonly BystanderPair[];
  /** Messages a second over all pairs; 0 = they are only connected. */
  readonly rate: number;
  readonly bodyBytes: number;
}

export interface StrangerPlan extends NodeAddress {
  readonly transport: TransportName;
  readonly users: readonly SeededDevice[];
  readonly everyMs: number;
}

/** What the bystanders felt in one measurement. */
export interface Felt {
  readonly scheduled: number;
  readonly acked: number;
  readonly delivered: number;
  readonly refused: number;
  /** Sessions that the server ended. */
  readonly ended: number;
  readonly ackMs: Percentiles;
  readonly deliveryMs: Percentiles;
}

export interface SignInTimes {
  readonly failed: number;
  readonly tookMs: Percentiles;
}
