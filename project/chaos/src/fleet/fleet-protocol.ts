// Between the run and a fleet process: one JSON object a line. The plan is the first line on standard input, orders follow; reports come back.
import type { GodwitClientOptions } from '@godwit/client/client-options';
import type { Id } from '@godwit/shared/ids/id';
import type { DeviceSeat } from '../population/seed-population.ts';

export interface FleetPlan {
  readonly api: string;
  readonly transport: NonNullable<GodwitClientOptions['transport']>;
  readonly seats: readonly DeviceSeat[];
  readonly ledger: string;
  readonly seed: number;
  readonly traffic: Traffic;
  /** So many devices have a conversation open, whose screen is in the ledger. */
  readonly watchers: number;
}

export interface Traffic {
  /** Over all devices of the fleet. */
  readonly messagesPerSecond: number;
  /** Messages that a user sends to one conversation at once: 1 … maxBurst. */
  readonly maxBurst: number;
  /** A device with more open sends waits. */
  readonly maxOpenPerDevice: number;
  readonly readsPerSecond: number;
  readonly recallsPerSecond: number;
  /** Of the bursts of a user who is in a group, so many go to one of his groups; 0 … 1. */
  readonly groupShare: number;
}

export type FleetOrder =
  | { readonly order: 'start' }
  /** Send no more; what is open goes on. */
  | { readonly order: 'stop' }
  /** Some device is reloaded, with or without a goodbye. */
  | { readonly order: 'reload'; readonly how: 'close' | 'crash' }
  /** How many devices do not show this yet? */
  | { readonly order: 'compare'; readonly goal: Goal }
  /** Scroll through what did not appear live. */
  | { readonly order: 'settle' }
  | { readonly order: 'close' };

/** Where the waiting ends, by conversation and user. Not a verdict: that is the checker's. */
export type Goal = Readonly<Record<Id, Readonly<Record<Id, MemberGoal>>>>;

export interface MemberGoal {
  /** Seq of the last entry that he may see. */
  readonly newest: number;
  readonly read: number;
}

export type FleetReport =
  | { readonly report: 'connected' }
  | { readonly report: 'progress'; readonly progress: FleetProgress }
  | { readonly report: 'reloaded' }
  | { readonly report: 'compared'; readonly behind: number }
  | { readonly report: 'settled' }
  /** An error that nobody caught: a bug of the SDK. */
  | { readonly report: 'uncaught'; readonly error: string };

export interface FleetProgress {
  readonly invoked: number;
  readonly open: number;
  readonly shown: number;
  readonly online: number;
}
