import type { Presence } from '../ephemeral/presence.js';
import type { TypingChange } from '../ephemeral/typing.js';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { HopLog } from '../hops/hop-log.js';
import type { Pull } from '../inbox/gap.js';
import type { Unsent } from '../inbox/settings.js';
import type { Connection, Dial } from '../link/connection.js';
import type { Store, StoreWrite } from '../store/store.js';
import type { DecodeBody } from '../view/decode.js';
import { View, type ViewNews } from '../view/view.js';
import type { FriendEvent, GroupOperation, SystemNotification } from '../wire.js';
import type { CurrentPage, Effect, SendOutcome, TimerKey } from './effect.js';
import type { CoreEvent, PatchOutcome } from './event.js';
import { Machines } from './machines.js';

export interface CoreOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly dial: Dial;
  readonly store: Store;
  readonly decode: DecodeBody;
  /** Says a change of own settings to the server. Never rejects. */
  readonly patch: (conversationId: Id, patch: Unsent) => Promise<PatchOutcome>;
  /** Sees frames as they go and come, before anything is made of them. */
  readonly hops: Pick<HopLog, 'sent' | 'heard'>;
}

/** What the core tells its owner; all of it after the commit. */
export interface CoreListener {
  news(news: ViewNews): void;
  /** The list changed, or may have while there was no link. */
  favourites(): void;
  /** As favourites. */
  profile(): void;
  /** Somebody is called or looks otherwise than before. */
  renamed(): void;
  friends(event: FriendEvent): void;
  /** Of the operator, to everybody. */
  notification(notification: SystemNotification): void;
  typing(change: TypingChange): void;
  presence(users: readonly Presence[]): void;
  operation(event: GroupOperation): void;
  /** A send was committed or refused for good. */
  settled(clientMsgId: Id, outcome: SendOutcome): void;
  synced(routine: boolean): void;
  /** After every round: the status may have changed. */
  round(): void;
}

/**
 * Runs the machines: takes the events that gathered, steps, commits all writes in one transaction, then changes the view, then does
 * the rest (persist, commit, emit). One round at a time. Takes time, chance, network and store as parameters.
 */
export class Core {
  readonly view: View;
  readonly machines: Machines;
  readonly #options: CoreOptions;
  readonly #listener: CoreListener;
  readonly #timers = new Map<TimerKey, () => void>();
  readonly #sessions = new Map<number, { readonly abort: AbortController; connection: Connection | undefined }>();
  readonly #asked = new Map<number, (page: CurrentPage | undefined) => void>();
  #queue: CoreEvent[] = [];
  #running = false;
  #counter = 0;

  constructor(options: CoreOptions, listener: CoreListener) {
    this.#options = options;
    this.#listener = listener;
    this.view = new View(options.decode);
    const fresh = (): number => (this.#counter += 1);
    this.machines = new Machines({ now: () => options.clock.now(), random: options.random, fresh });
  }

  get now(): number {
    return this.#options.clock.now();
  }

  dispatch(event: CoreEvent): void {
    this.#queue.push(event);
    if (!this.#running) guard(this.#run(), uncaught);
  }

  /** Resolves when everything that was dispatched before is committed and shown. */
  done(): Promise<void> {
    return new Promise((resolve) => {
      this.dispatch({ type: 'call', run: resolve });
    });
  }

  /** A page from the server, cached and merged into the view; undefined when there is no link or no answer. */
  page(conversationId: Id, pull: Pull): Promise<CurrentPage | undefined> {
    const token = (this.#counter += 1);
    return new Promise((resolve) => {
      this.#asked.set(token, resolve);
      this.dispatch({ type: 'history', conversationId, pull, token });
    });
  }

  /** Ends timers and sessions; nothing is told any more. */
  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    for (const { abort } of this.#sessions.values()) abort.abort();
    for (const resolve of this.#asked.values()) resolve(undefined);
    for (const map of [this.#timers, this.#sessions, this.#asked]) map.clear();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#queue.length > 0) {
        const events = this.#queue;
        this.#queue = [];
        await this.#round(events);
      }
    } finally {
      this.#running = false;
    }
  }

  async #round(events: readonly CoreEvent[]): Promise<void> {
    const effects = events.flatMap((event) => this.machines.reduce(event));
    const writes = effects.flatMap((e) => (e.do === 'write' ? [e.write] : []));
    if (writes.length > 0) await this.#options.store.commit(lastOfEach(writes));
    const changes = effects.flatMap((e) => (e.do === 'show' ? [e.change] : []));
    if (changes.length > 0) this.#listener.news(this.view.apply(changes, this.machines.me));
    for (const effect of effects) this.#perform(effect);
    this.#listener.round();
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'write':
      case 'show':
        return;
      case 'timer':
        return this.#setTimer(effect.key, effect.afterMs);
      case 'cancel':
        return this.#cancelTimer(effect.key);
      case 'send':
        return this.#send(effect);
      case 'dial':
        return this.#dial(effect);
      case 'hangup':
        return this.#hangup(effect.generation);
      case 'patch':
        return this.#patch(effect);
      case 'settle':
        return this.#listener.settled(effect.clientMsgId, effect.outcome);
      case 'answer':
        this.#asked.get(effect.token)?.(effect.page);
        this.#asked.delete(effect.token);
        return;
      case 'favourites':
        return this.#listener.favourites();
      case 'profile':
        return this.#listener.profile();
      case 'renamed':
        return this.#listener.renamed();
      case 'friends':
        return this.#listener.friends(effect.event);
      case 'notification':
        return this.#listener.notification(effect.notification);
      case 'typing':
        return this.#listener.typing(effect.change);
      case 'presence':
        return this.#listener.presence(effect.users);
      case 'operation':
        return this.#listener.operation(effect.event);
      case 'synced':
        return this.#listener.synced(effect.routine);
      case 'call':
        return effect.run();
    }
  }

  #setTimer(key: TimerKey, afterMs: number): void {
    this.#cancelTimer(key);
    const fire = (): void => {
      this.#timers.delete(key);
      this.dispatch({ type: 'timer', key });
    };
    this.#timers.set(key, this.#options.clock.setTimeout(fire, afterMs));
  }

  #cancelTimer(key: TimerKey): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
  }

  #send({ up, ref, lane }: Effect & { do: 'send' }): void {
    const { link } = this.machines;
    const connection = link.at === 'online' ? this.#sessions.get(link.generation)?.connection : undefined;
    if (!connection) return; // lost in this very round
    this.#options.hops.sent(up);
    connection.send(up, ref, lane);
  }

  #patch({ conversationId, patch }: Effect & { do: 'patch' }): void {
    const userId = this.machines.me;
    const answered = this.#options.patch(conversationId, patch).then((outcome) => {
      this.dispatch({ type: 'patched', userId, conversationId, outcome });
    });
    guard(answered, uncaught);
  }

  #dial({ generation, resume, left }: Effect & { do: 'dial' }): void {
    const abort = new AbortController();
    const session = { abort, connection: undefined as Connection | undefined };
    this.#sessions.set(generation, session);
    this.#options.dial(
      {
        up: (connection) => {
          session.connection = connection;
          this.dispatch({ type: 'limits', limits: connection.limits });
          this.dispatch({ type: 'link', event: { type: 'up', generation, peer: connection.peer, resumedAt: connection.resumedAt } });
        },
        failed: (failure) => {
          this.#sessions.delete(generation);
          this.dispatch({ type: 'link', event: { type: 'failed', generation, failure } });
        },
        down: (message, ref) => {
          this.#options.hops.heard(message);
          this.dispatch({ type: 'down', generation, message, ref });
        },
        lost: (reason) => {
          this.dispatch({ type: 'link', event: { type: 'lost', generation, reason } });
        },
      },
      abort.signal,
      { resume, left },
    );
  }

  #hangup(generation: number): void {
    this.#sessions.get(generation)?.abort.abort();
    this.#sessions.delete(generation);
  }
}

/** Of several writes of one conversation in a round only the last matters. */
function lastOfEach(writes: readonly StoreWrite[]): readonly StoreWrite[] {
  const last = new Map<Id, StoreWrite>();
  for (const write of writes) if ('put' in write && write.put === 'conversation') last.set(write.record.id, write);
  return writes.filter((write) => !('put' in write) || write.put !== 'conversation' || last.get(write.record.id) === write);
}

/** A bug, not a failure: reported where the platform reports what nobody caught. */
function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
