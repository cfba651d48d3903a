import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Up } from '@godwit/shared/protocol/up';
import type { ConnectionListener, Dial } from '../link/connection.js';
import type { SeededRandom } from './random.js';
import type { Scheduler } from './scheduler.js';
import { type Publish, refusal, type ServerModel } from './server-model.js';

/** How bad it is; all probabilities per frame. */
export interface Weather {
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly overload: number;
  readonly slowestMs: number;
}

export const CALM: Weather = { loss: 0, duplicate: 0, reorder: 0, overload: 0, slowestMs: 20 };

interface Session {
  readonly user: Id;
  readonly device: string;
  readonly listener: ConnectionListener;
  /** The server end; the client may not know yet. */
  live: boolean;
  pushCount: number;
  /** Arrival of the last frame that kept its order. */
  lastAt: number;
}

/** Access, NATS and the network: sessions that are cut, frames that are lost, late, doubled or overtaken. */
export class Network {
  weather: Weather = CALM;
  /** While false, nothing connects: the access tier is down. */
  up = true;
  readonly #model: ServerModel;
  readonly #clock: Scheduler;
  readonly #random: SeededRandom;
  readonly #sessions = new Set<Session>();

  constructor(model: ServerModel, clock: Scheduler, random: SeededRandom) {
    this.#model = model;
    this.#clock = clock;
    this.#random = random;
  }

  dialFor(user: Id, device: string): Dial {
    return (listener, signal) => {
      this.#after(this.#delay(), () => {
        if (signal.aborted) return;
        if (!this.up || this.#random.chance(this.weather.loss))
          return listener.failed({ retry: true, reason: 'no answer', retryAfterMs: 0 });
        this.#admit(user, device, listener, signal);
      });
    };
  }

  /** Cuts sessions; half of the clients are not told and find out by silence. */
  cut(device?: string): void {
    for (const session of this.#sessions) {
      if (device !== undefined && session.device !== device) continue;
      this.#end(session, this.#random.chance(0.5));
    }
  }

  publish({ users, frame, all }: Publish, origin?: Session): void {
    for (const session of this.#sessions) {
      if ((session === origin && all !== true) || !users.includes(session.user)) continue;
      if (!this.#random.chance(this.weather.loss)) this.#push(session, frame);
      // a lost envelope is noticed by its counter, or the session's push count tells
      else if (this.#random.chance(0.5)) session.pushCount += 1;
      else this.#down(session, { kind: 'syncHint', reason: 'lost', jitterMs: 500 }, 0);
    }
  }

  #admit(user: Id, device: string, listener: ConnectionListener, signal: AbortSignal): void {
    for (const old of this.#sessions) if (old.device === device) this.#end(old, false);
    const session: Session = { user, device, listener, live: true, pushCount: 0, lastAt: 0 };
    this.#sessions.add(session);
    signal.addEventListener('abort', () => this.#end(session, false), { once: true });
    const peer = { transport: 'websocket' as const, node: 'simulated', heartbeatMs: 15_000, deadAfterMs: 45_000 };
    listener.up({ userId: user, peer, limits: DEFAULT_LIMITS, send: (up, ref) => this.#up(session, up, ref) });
  }

  #end(session: Session, told: boolean): void {
    if (!session.live) return;
    session.live = false;
    this.#sessions.delete(session);
    if (told) this.#after(this.#delay(), () => session.listener.lost('cut'));
  }

  /** Client → access → NATS → logic. Frames that are under way survive their session. */
  #up(session: Session, up: Up, ref: number): void {
    if (!session.live) return;
    if (up.kind === 'ping') return this.#pong(session, up.clientTime);
    const copies = this.#random.chance(this.weather.loss) ? 0 : this.#random.chance(this.weather.duplicate) ? 2 : 1;
    for (let i = 0; i < copies; i += 1) this.#after(this.#delay(), () => this.#logic(session, up, ref));
  }

  #logic(session: Session, up: Up, ref: number): void {
    if (this.#random.chance(this.weather.overload)) return this.#down(session, this.#overloaded(up), ref);
    const { answer, pushes } = this.#model.handle(session.user, up);
    for (const push of pushes) this.publish(push, session);
    if (answer) this.#lossy(session, answer, ref);
  }

  #overloaded(up: Up): Down {
    if (up.kind !== 'userMessage' || this.#random.chance(0.5)) return refusal('OVERLOADED');
    const { code } = ERRORS.OVERLOADED;
    const results = up.entries.map(({ clientMsgId }) => ({
      clientMsgId,
      code,
      messageId: '0',
      seq: 0,
      countableNo: 0,
      createdAt: 0,
      retryAfterMs: 50,
    }));
    return { kind: 'messageAck', conversationId: up.conversationId, results };
  }

  #lossy(session: Session, frame: Down, ref: number): void {
    if (this.#random.chance(this.weather.loss)) return;
    this.#down(session, frame, ref);
    if (this.#random.chance(this.weather.duplicate)) this.#down(session, frame, ref);
  }

  #push(session: Session, frame: Down): void {
    session.pushCount += 1;
    this.#down(session, frame, 0);
    if (!this.#random.chance(this.weather.duplicate)) return;
    session.pushCount += 1;
    this.#down(session, frame, 0);
  }

  #pong(session: Session, clientTime: number): void {
    const { pushCount, user } = session;
    this.#down(session, { kind: 'pong', clientTime, serverTime: this.#clock.now(), pushCount, userVersion: this.#model.version(user) }, 0);
  }

  /** In order, as a stream is; now and then overtaken, as by another logic node. */
  #down(session: Session, frame: Down, ref: number): void {
    const arrival = this.#clock.monotonic() + this.#delay();
    const overtakes = this.#random.chance(this.weather.reorder);
    const at = overtakes ? arrival : Math.max(arrival, session.lastAt);
    if (!overtakes) session.lastAt = at;
    this.#after(at - this.#clock.monotonic(), () => {
      if (session.live) session.listener.down(frame, ref);
    });
  }

  #delay(): number {
    const slow = this.#random.chance(0.05) ? this.weather.slowestMs * 20 : this.weather.slowestMs;
    return 1 + this.#random.next() * slow;
  }

  #after(ms: number, run: () => void): void {
    this.#clock.setTimeout(run, ms);
  }
}
