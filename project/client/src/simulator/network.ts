import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Up } from '@godwit/shared/protocol/up';
import type { Connection, ConnectionListener, Dial } from '../link/connection.js';
import { type Resume, RESUME_MS } from '../link/state.js';
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
  readonly connectionId: Id;
  pushCount: number;
  /** Pushes after the first `keptAfter`, to be sent again to who resumes; undefined: one was lost where a real stream would have ended. */
  kept: Down[] | undefined;
  readonly keptAfter: number;
  /** Of one that was cut. */
  forgottenAt: number;
  /** Has a stream of its own for the bulk lane, as over WebTransport. */
  readonly lanes: boolean;
  /** Arrival of the last frame that kept the order of its stream. */
  readonly lastAt: Record<Stream, number>;
}

type Stream = 'live' | 'bulk';

/** What an answer belongs to. */
interface Asked {
  readonly ref: number;
  readonly lane: Stream;
}

const UNASKED: Asked = { ref: 0, lane: 'live' };

interface Admitting extends Pick<Session, 'user' | 'device' | 'listener'> {
  readonly signal: AbortSignal;
  readonly resume: Resume | undefined;
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
  #connections = 0;

  constructor(model: ServerModel, clock: Scheduler, random: SeededRandom) {
    this.#model = model;
    this.#clock = clock;
    this.#random = random;
  }

  dialFor(user: Id, device: string): Dial {
    return (listener, signal, { resume }) => {
      this.#after(this.#delay(), () => {
        if (signal.aborted) return;
        if (!this.up || this.#random.chance(this.weather.loss))
          return listener.failed({ retry: true, reason: 'no answer', retryAfterMs: 0 });
        this.#admit({ user, device, listener, signal, resume });
      });
    };
  }

  /** Cuts sessions; half of the clients are not told and find out by silence, unless `told`. */
  cut(device?: string, told = false): void {
    for (const session of this.#sessions) {
      if (!session.live || (device !== undefined && session.device !== device)) continue;
      session.live = false;
      session.forgottenAt = this.#clock.monotonic() + RESUME_MS;
      if (told || this.#random.chance(0.5)) this.#after(this.#delay(), () => session.listener.lost('cut'));
    }
  }

  publish({ users, frame, all }: Publish, origin?: Session): void {
    for (const session of this.#sessions) {
      if ((session === origin && all !== true) || !users.includes(session.user)) continue;
      if (!this.#random.chance(this.weather.loss)) this.#push(session, frame);
      // a lost envelope is noticed by its counter, or the session's push count tells
      else if (this.#random.chance(0.5)) {
        session.pushCount += 1;
        session.kept = undefined;
      } else this.#push(session, { kind: 'syncHint', reason: 'lost', jitterMs: 500 });
    }
  }

  #admit({ user, device, listener, signal, resume }: Admitting): void {
    const missed = resume && this.#missed(device, resume);
    const resumedAt = missed && resume?.received;
    for (const old of this.#sessions) if (old.device === device) this.#end(old);
    const connectionId = String((this.#connections += 1));
    const count = resumedAt ?? 0;
    const session: Session = {
      user,
      device,
      listener,
      live: true,
      connectionId,
      pushCount: count,
      kept: [],
      keptAfter: count,
      forgottenAt: Infinity,
      lanes: this.#random.chance(0.5),
      lastAt: { live: 0, bulk: 0 },
    };
    this.#sessions.add(session);
    // what was cut already is not told of an end
    signal.addEventListener('abort', () => session.live && this.#end(session), { once: true });
    const transport = session.lanes ? ('webtransport' as const) : ('websocket' as const);
    const peer = { transport, node: 'simulated', heartbeatMs: 15_000, deadAfterMs: 45_000, connectionId };
    const send: Connection['send'] = (up, ref, lane) =>
      this.#up(session, up, { ref, lane: session.lanes && lane === 'bulk' ? 'bulk' : 'live' });
    listener.up({ userId: user, peer, limits: DEFAULT_LIMITS, resumedAt, send });
    for (const frame of missed ?? []) this.#count(session, frame);
  }

  #missed(device: string, { connectionId, received }: Resume): readonly Down[] | undefined {
    const old = [...this.#sessions].find((s) => s.device === device && s.connectionId === connectionId);
    if (old?.kept === undefined || old.forgottenAt < this.#clock.monotonic() || received < old.keptAfter) return undefined;
    return received > old.pushCount ? undefined : old.kept.slice(received - old.keptAfter);
  }

  #end(session: Session): void {
    session.live = false;
    this.#sessions.delete(session);
  }

  /** Client → access → NATS → logic. Frames that are under way survive their session. */
  #up(session: Session, up: Up, to: Asked): void {
    if (!session.live) return;
    if (up.kind === 'ping') return this.#pong(session, up.clientTime);
    if (up.kind === 'showing') return;
    const copies = this.#random.chance(this.weather.loss) ? 0 : this.#random.chance(this.weather.duplicate) ? 2 : 1;
    for (let i = 0; i < copies; i += 1) this.#after(this.#delay(), () => this.#logic(session, up, to));
  }

  #logic(session: Session, up: Up, to: Asked): void {
    if (this.#random.chance(this.weather.overload)) return this.#down(session, this.#overloaded(up), to);
    const { answer, pushes } = this.#model.handle(session.user, up);
    for (const push of pushes) this.publish(push, session);
    if (answer) this.#lossy(session, answer, to);
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

  #lossy(session: Session, frame: Down, to: Asked): void {
    if (this.#random.chance(this.weather.loss)) return;
    this.#down(session, frame, to);
    if (this.#random.chance(this.weather.duplicate)) this.#down(session, frame, to);
  }

  /** Now and then overtaken, as by another logic node, before access counts it. */
  #push(session: Session, frame: Down): void {
    if (this.#random.chance(this.weather.reorder)) this.#after(this.#delay(), () => this.#count(session, frame));
    else this.#count(session, frame);
    if (this.#random.chance(this.weather.duplicate)) this.#count(session, frame);
  }

  #count(session: Session, frame: Down): void {
    if (!this.#sessions.has(session)) return;
    session.pushCount += 1;
    session.kept?.push(frame);
    if (session.live) this.#stream(session, frame, UNASKED, this.#delay());
  }

  #pong(session: Session, clientTime: number): void {
    const { pushCount, user } = session;
    this.#down(
      session,
      { kind: 'pong', clientTime, serverTime: this.#clock.now(), pushCount, userVersion: this.#model.version(user) },
      UNASKED,
    );
  }

  /** An answer, now and then overtaken. */
  #down(session: Session, frame: Down, to: Asked): void {
    const delayMs = this.#delay();
    if (!this.#random.chance(this.weather.reorder)) this.#stream(session, frame, to, delayMs);
    else this.#after(delayMs, () => session.live && this.#stream(session, frame, to, 0));
  }

  /** In order, as a stream is. */
  #stream(session: Session, frame: Down, { ref, lane }: Asked, delayMs: number): void {
    const { lastAt } = session;
    lastAt[lane] = Math.max(this.#clock.monotonic() + delayMs, lastAt[lane]);
    this.#after(lastAt[lane] - this.#clock.monotonic(), () => {
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
