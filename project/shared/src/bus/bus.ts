// NATS, the only importer of `nats`. At-most-once: what is published while the connection is down is refused, never queued.
// Bounds: 16 MB unconfirmed outbound, then publish() is false; per subscription 10,000 messages or 64 MB of unfinished
// work, then newer messages are dropped by the named overflow action; every await has a deadline.
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import { openConnection } from './connection.js';
import { NatsBus } from './nats-bus.js';

export type Reply = (bytes: Uint8Array) => void;

/**
 * Called synchronously for each message, so a handler that returns nothing is never "pending": what it queues is its own to bound.
 * One that returns a promise is pending until that settles. A throw or rejection is logged; the subscription goes on.
 */
export type BusHandler = (bytes: Uint8Array, subject: string, reply?: Reply) => void | Promise<void>;

export interface SubscribeOptions {
  /** Queue group: each message goes to one member. No order is kept. */
  readonly queue?: string;
  /** Name in metrics where one kind of subject has many subscriptions; default: the subject. */
  readonly metric?: string;
  readonly maxPending?: number;
  readonly maxPendingBytes?: number;
  /** Gets what is dropped because the bounds are reached: refuse it with OVERLOADED where there is somebody to tell. */
  readonly onOverflow?: (bytes: Uint8Array, subject: string, reply?: Reply) => void;
}

export interface BusSubscription {
  /** No further message is handled; work under way goes on. */
  stop(): void;
  /** Messages whose handling has not ended. */
  pending(): number;
}

export interface Bus {
  /** Whether the connection is open. A dead peer is noticed after ≤ 9 s. */
  readonly up: boolean;
  /** Calls back on each change, not for the present state. Returns the unsubscription. */
  onStatus(callback: (up: boolean) => void): () => void;
  /** Whether publish() would take so many bytes now: for callers that gather before they publish. */
  accepts(bytes: number): boolean;
  /** False: down, too much unconfirmed, or no subject; the caller refuses with OVERLOADED. True is no promise of delivery. The bytes must not be changed afterwards. */
  publish(subject: string, bytes: Uint8Array): boolean;
  subscribe(subject: string, options: SubscribeOptions, handler: BusHandler): BusSubscription;
  /** Rejects with BusTimeout, or at once with BusUnavailable. */
  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  /** Resolves when the server has processed everything published and subscribed before. Rejects with BusUnavailable or DeadlineError. */
  flush(timeoutMs: number): Promise<void>;
  /** Round trip to the server in ms; the readiness probe. */
  ping(): Promise<number>;
  /** Stops the subscriptions, waits ≤ 5 s for work under way, sends what is buffered, closes. */
  close(): Promise<void>;
}

export interface BusOptions {
  /** NATS_URL: nats://[user:password@]host:port, several separated by commas. */
  readonly servers: string;
  /** Shown in the server's connection list. */
  readonly name: string;
  readonly log: Logger;
  readonly metrics?: Metrics;
  readonly clock?: Clock;
}

/** Waits for NATS as long as it takes, logging that it does; reconnects for ever. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  return new NatsBus(await openConnection(options), options);
}
