import { ErrorCode, Events, type Msg, type NatsConnection, NatsError, type Subscription } from 'nats';
import { type Clock, systemClock } from '../clock.js';
import { deadline, guard } from '../guard.js';
import type { Logger } from '../log.js';
import type { Counter } from '../metrics.js';
import type { Bus, BusHandler, BusOptions, BusSubscription, Reply, SubscribeOptions } from './bus.js';
import { BusTimeout, BusUnavailable } from './errors.js';
import { OutboundWindow } from './outbound-window.js';
import { Pending } from './pending.js';

const MAX_OUTBOUND_BYTES = 16 * 1024 * 1024;
const MAX_PENDING = 10_000;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;
const PING_TIMEOUT_MS = 1_000;
const DRAIN_TIMEOUT_MS = 5_000;
/** Tokens of printable ASCII without wildcards: anything else ends the connection, or says something else to the server. */
const SUBJECT = /^(?:[!-)+,/-=?-~-]+\.)*[!-)+,/-=?-~-]+$/;
/** The server ends a connection whose line is longer than 4 KB. */
const MAX_SUBJECT_CHARACTERS = 256;

const TIMED_OUT: string = ErrorCode.Timeout;
const UNAVAILABLE: ReadonlyMap<string, string> = new Map([
  [ErrorCode.NoResponders, 'nobody handles it'],
  [ErrorCode.Disconnect, 'the connection to NATS was lost'],
  [ErrorCode.ConnectionClosed, 'the bus is closed'],
  [ErrorCode.ConnectionDraining, 'the bus is closing'],
]);

interface LiveSubscription {
  readonly nats: Subscription;
  readonly metric: string;
  readonly pending: Pending;
}

/** The Bus over one nats.js connection. */
export class NatsBus implements Bus {
  readonly #connection: NatsConnection;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #outbound: OutboundWindow;
  readonly #overflows: Counter<'subject'> | undefined;
  readonly #subscriptions = new Set<LiveSubscription>();
  readonly #listeners = new Set<(up: boolean) => void>();
  #up = true;

  constructor(connection: NatsConnection, { log, metrics, clock = systemClock }: BusOptions) {
    this.#connection = connection;
    this.#log = log;
    this.#clock = clock;
    this.#outbound = new OutboundWindow(MAX_OUTBOUND_BYTES, () => connection.flush());
    this.#overflows = metrics?.counter('bus_overflow_total', 'Messages dropped because their subscription had too much unfinished work.', [
      'subject',
    ]);
    metrics?.gauge('bus_up', 'Whether the connection to NATS is open.', [], (gauge) => {
      gauge.set(Number(this.#up));
    });
    metrics?.gauge('bus_outbound_bytes', 'Bytes published that NATS has not confirmed.', [], (gauge) => {
      gauge.set(this.#outbound.bytes);
    });
    metrics?.gauge('bus_pending', 'Messages whose handling has not ended.', ['subject'], (gauge) => {
      gauge.reset();
      for (const { metric, pending } of this.#subscriptions) gauge.inc({ subject: metric }, pending.count);
    });
    guard(this.#followStatus());
    guard(this.#endUnlessClosed());
  }

  get up(): boolean {
    return this.#up;
  }

  onStatus(callback: (up: boolean) => void): () => void {
    this.#listeners.add(callback);
    return () => {
      this.#listeners.delete(callback);
    };
  }

  accepts(bytes: number): boolean {
    return this.#up && this.#outbound.hasRoom(bytes);
  }

  publish(subject: string, bytes: Uint8Array): boolean {
    if (!this.accepts(bytes.byteLength) || !isSubject(subject)) return false;
    this.#connection.publish(subject, bytes);
    this.#outbound.sent(bytes.byteLength);
    return true;
  }

  subscribe(subject: string, options: SubscribeOptions, handler: BusHandler): BusSubscription {
    const pending = new Pending(options.maxPending ?? MAX_PENDING, options.maxPendingBytes ?? MAX_PENDING_BYTES);
    const deliver = this.#delivery(subject, pending, options, handler);
    const nats = this.#connection.subscribe(subject, {
      ...(options.queue === undefined ? {} : { queue: options.queue }),
      callback: (error, message) => {
        if (error !== null) this.#log.error({ err: error, subject }, 'the subscription was refused');
        else deliver(message);
      },
    });
    const live = { nats, metric: options.metric ?? subject, pending };
    this.#subscriptions.add(live);
    return {
      stop: () => {
        if (this.#subscriptions.delete(live)) nats.unsubscribe();
      },
      pending: () => pending.count,
    };
  }

  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    if (!this.#up) throw new BusUnavailable(subject, 'the connection to NATS is down');
    if (!this.#outbound.hasRoom(bytes.byteLength)) throw new BusUnavailable(subject, 'too much is waiting to be sent');
    const answer = this.#connection.request(subject, bytes, { timeout: timeoutMs });
    this.#outbound.sent(bytes.byteLength);
    try {
      return (await answer).data;
    } catch (error) {
      throw explain(error, subject, timeoutMs);
    }
  }

  async flush(timeoutMs: number): Promise<void> {
    if (!this.#up) throw new BusUnavailable('flush', 'the connection to NATS is down');
    await deadline(this.#connection.flush(), timeoutMs, 'a flush to NATS', this.#clock).catch((error: unknown) => {
      throw explain(error, 'flush', timeoutMs);
    });
  }

  async ping(): Promise<number> {
    const startedMs = this.#clock.monotonic();
    await this.flush(PING_TIMEOUT_MS);
    return Math.round(this.#clock.monotonic() - startedMs);
  }

  async close(): Promise<void> {
    const subscriptions = [...this.#subscriptions];
    this.#subscriptions.clear();
    await deadline(this.#drain(subscriptions), DRAIN_TIMEOUT_MS, 'the drain of the bus', this.#clock).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'the bus was closed without draining');
    });
    this.#up = false;
    await this.#connection.close();
  }

  /** Messages that the server sent before it saw the UNSUB are handled, and their answers still leave. */
  async #drain(subscriptions: readonly LiveSubscription[]): Promise<void> {
    if (!this.#up) return;
    await Promise.all(subscriptions.map(({ nats }) => nats.drain()));
    await Promise.all(subscriptions.map(({ pending }) => pending.idle()));
    await this.#connection.flush();
  }

  /** nothing may throw into nats.js: its reader would end and the subscription with it, silently */
  #delivery(subject: string, pending: Pending, { onOverflow }: SubscribeOptions, handler: BusHandler): (message: Msg) => void {
    const failed = (error: unknown): void => {
      this.#log.error({ err: error, subject }, 'a message could not be handled');
    };
    const fixed = /[*>]/.test(subject) ? undefined : subject;
    return (message) => {
      const { data } = message;
      // decoded from bytes on each access, so only where it says something
      const to = fixed ?? message.subject;
      const reply = this.#reply(message);
      try {
        if (!pending.hasRoom(data.byteLength)) {
          this.#overflows?.inc({ subject });
          onOverflow?.(data, to, reply);
          return;
        }
        const work = handler(data, to, reply);
        if (work !== undefined) pending.track(work.catch(failed), data.byteLength);
      } catch (error) {
        failed(error);
      }
    };
  }

  #reply(message: Msg): Reply | undefined {
    const { reply } = message;
    if (reply === undefined || reply === '') return undefined;
    return (bytes) => {
      this.publish(reply, bytes);
    };
  }

  async #followStatus(): Promise<void> {
    for await (const { type, data } of this.#connection.status()) {
      if (type === Events.Disconnect) this.#setUp(false);
      else if (type === Events.Reconnect) this.#setUp(true);
      else if (type === Events.Error) this.#log.error({ detail: data }, 'NATS reported an error');
    }
  }

  #setUp(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    if (up) this.#log.info('NATS is back');
    else this.#log.warn('the connection to NATS was lost; reconnecting');
    for (const callback of this.#listeners) callback(up);
  }

  /** With these settings nats.js never gives up; should it, a process without a bus is of no use: it ends and is restarted. */
  async #endUnlessClosed(): Promise<void> {
    const error = await this.#connection.closed();
    if (error) {
      this.#log.fatal({ err: error }, 'NATS was closed by the client library');
      setImmediate(() => {
        throw error;
      });
    }
  }
}

/** Names in subjects come from other processes and from Redis. */
const isSubject = (subject: string): boolean => subject.length <= MAX_SUBJECT_CHARACTERS && SUBJECT.test(subject);

function explain(error: unknown, subject: string, timeoutMs: number): unknown {
  if (!(error instanceof NatsError)) return error;
  if (error.code === TIMED_OUT) return new BusTimeout(subject, timeoutMs);
  const why = UNAVAILABLE.get(error.code);
  return why === undefined ? error : new BusUnavailable(subject, why);
}
