// The client of one tab: what can be read at any time is a copy here, everything else is asked of the host of the session.
import { type Clock, systemClock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { ApiError } from '../api/api-error.js';
import type { RestApi } from '../api/rest-api.js';
import type { Content } from '../client.js';
import { Emitter } from '../emitter.js';
import type { ClientEvents, ClientStatus, EventName } from '../events.js';
import { uploadFile, type UploadOptions } from '../files/upload.js';
import type { ForwardOptions } from '../forward/forward.js';
import { clientMsgIds } from '../outbox/client-msg-id.js';
import type { EnqueueOptions, SendOptions } from '../outbox/sends.js';
import type { Badges } from '../people/badges.js';
import type { PeopleLists } from '../people/people.js';
import type { Conversation } from '../view/conversation.js';
import type { TimelineItem } from '../view/timeline.js';
import { totalUnread } from '../view/unread.js';
import { KEPT_ROWS, type Place } from '../view/window.js';
import { Echoes } from './echoes.js';
import { ListReceiver } from './list-change.js';
import { errorFrom } from './plain-error.js';
import type { Port } from './port.js';
import { mayRepeat } from './repetition.js';
import { ASKED, type Asked, type SessionClient } from './session-client.js';
import type { Path, SharedState, ToHost, ToTab } from './wire.js';

interface Waiting {
  readonly message: ToHost & { readonly type: 'call' | 'pull' };
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Mirror {
  readonly userId: Id;
  readonly status: ClientStatus;
  readonly people: PeopleLists;
  readonly badges: Badges;
}

/** What every host has to be told. */
interface Wanted {
  /** connect() was asked for, and no end of the session came after it. */
  readonly linked: boolean;
  readonly visible: boolean;
  readonly watched: readonly Id[];
  readonly followed: readonly ('followPeople' | 'followBadges')[];
}

const NOTHING: Mirror = {
  userId: '0',
  status: { at: 'connecting', storage: 'memory' },
  people: { friends: [], requests: [], blocks: [] },
  badges: { friendRequests: 0, groupApplications: 0 },
};
const NO_ITEMS: readonly TimelineItem[] = [];
const GENERATORS: ReadonlySet<string> = new Set(['favourites', 'history', 'api.exportAccount']);
const LOST = { code: 0, error: 'NETWORK', message: 'the connection of this browser moved to another tab before the answer came' };

export interface RemoteOptions {
  /** Origin of the web tier, as GodwitClientOptions.api. */
  readonly api: string;
  readonly clock?: Clock;
}

export class RemoteSession {
  readonly client: SessionClient;
  readonly #clock: Clock;
  readonly #events = new Emitter<ClientEvents>();
  readonly #nextId = clientMsgIds(Math.random);
  readonly #waiting = new Map<number, Waiting>();
  readonly #timelines = new Map<Id, ListReceiver<TimelineItem>>();
  /** Where the reader is, as keepAround() said it. */
  readonly #places = new Map<Id, Place>();
  readonly #echoes = new Echoes();
  readonly #conversations = new ListReceiver<Conversation>(({ id }) => id);
  #mirror = NOTHING;
  #wanted: Wanted = { linked: false, visible: true, watched: [], followed: [] };
  #port: Port<ToHost, ToTab> | undefined;
  #lastCall = 0;

  constructor({ api, clock = systemClock }: RemoteOptions) {
    this.#clock = clock;
    this.client = this.#surface(api);
  }

  /** Goes on with this host: what the last one left unanswered is asked again or fails, and opened conversations are opened there. */
  attach(port: Port<ToHost, ToTab>): void {
    const isFirst = this.#port === undefined;
    const before = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#port = port;
    port.onMessage((message) => this.#hear(message));
    guard(this.#call(['look'], [this.#wanted.visible]));
    if (!isFirst) this.#tellWanted();
    for (const { message, resolve, reject } of before) {
      if (isFirst || (message.type === 'call' && mayRepeat(message.path))) this.#post(message, resolve, reject);
      else reject(new ApiError(LOST));
    }
  }

  /** What is shown stays until the first whole list of the new host. */
  #tellWanted(): void {
    const { linked, watched, followed } = this.#wanted;
    if (linked) guard(this.#call(['connect'], []));
    for (const id of this.#timelines.keys()) guard(this.#showAgain(id));
    if (watched.length > 0) guard(this.#call(['watchPresence'], [watched]));
    for (const method of followed) guard(this.#call([method], []));
  }

  async #showAgain(id: Id): Promise<void> {
    const { seq = Infinity } = this.#places.get(id) ?? {};
    await Promise.all([this.#call(['open'], [id]), ...(Number.isFinite(seq) ? [this.#call(['goTo'], [id, seq])] : [])]);
    const place = this.#places.get(id);
    if (place) await this.#call(['keepAround'], [id, place.seq, place.rows]);
  }

  /** Whether somebody sees this tab. */
  look(visible: boolean): void {
    this.#wanted = { ...this.#wanted, visible };
    if (this.#port !== undefined) guard(this.#call(['look'], [visible]));
  }

  #surface(origin: string): SessionClient {
    const api = this.#api(['api']) as RestApi;
    const mirror = (): Mirror => this.#mirror;
    const asked = Object.fromEntries(Object.keys(ASKED).map((name) => [name, (...args: unknown[]) => this.#call([name], args)]));
    const own: Omit<SessionClient, Asked> = {
      api,
      get userId() {
        return mirror().userId;
      },
      get status() {
        return mirror().status;
      },
      conversations: () => this.#conversations.list,
      conversation: (id) => this.#conversations.get(id),
      unread: () => totalUnread(this.#conversations.list, this.#clock.now()),
      people: () => mirror().people,
      badges: () => mirror().badges,
      entries: (id) => this.#echoes.after(id, this.#timelines.get(id)?.list ?? NO_ITEMS),
      upload: (file, options?: UploadOptions) =>
        uploadFile(
          { api: api.files, clock: this.#clock, addressOf: (url) => (url.startsWith('/') ? origin + url : url) },
          file,
          options ?? {},
        ),
      history: (id, options) => this.#iterate(['history'], [id, options]) as ReturnType<SessionClient['history']>,
      favourites: (options) => this.#iterate(['favourites'], [options]) as ReturnType<SessionClient['favourites']>,
      on: (event, listener) => this.#events.on(event, listener),
    };
    return Object.defineProperties({ ...asked, ...this.#noted() }, Object.getOwnPropertyDescriptors(own)) as unknown as SessionClient;
  }

  /** What is asked, with what this tab has to know of it or must decide by itself. */
  #noted(): Partial<SessionClient> {
    return {
      open: (id) => this.#note(id, () => this.#call(['open'], [id])),
      goTo: (id, seq) => this.#note(id, () => this.#call(['goTo'], [id, seq])),
      goToEnd: (id) => this.#note(id, () => this.#call(['goToEnd'], [id])),
      goToDate: (id, time) => this.#note(id, () => this.#call(['goToDate'], [id, time])),
      keepAround: (id, seq, rows = KEPT_ROWS) => {
        this.#places.set(id, { seq, rows });
        guard(this.#call(['keepAround'], [id, seq, rows]));
      },
      leave: (id) => {
        this.#timelines.delete(id);
        this.#places.delete(id);
        guard(this.#call(['leave'], [id]));
      },
      connect: () => {
        this.#wanted = { ...this.#wanted, linked: true };
        return this.#call(['connect'], []);
      },
      followPeople: () => this.#follow('followPeople'),
      followBadges: () => this.#follow('followBadges'),
      wake: () => guard(this.#call(['wake'], [])),
      setTyping: (id, typing) => guard(this.#call(['setTyping'], [id, typing])),
      watchPresence: (userIds) => {
        this.#wanted = { ...this.#wanted, watched: userIds };
        guard(this.#call(['watchPresence'], [userIds]));
      },
      enqueue: (id: Id, content: Content, options?: EnqueueOptions) => this.#enqueue(id, content, options),
      enqueueAll: (to, contents, options) =>
        this.#call(['enqueueAll'], [to, contents, { clientMsgIds: this.#ids(to.length * contents.length), ...options }]),
      recall: (id, seq, options) => this.#call(['recall'], [id, seq, this.#keyed(options)]),
      edit: (id, seq, content, options) => this.#call(['edit'], [id, seq, content, this.#keyed(options)]),
      react: (id, seq, emoji, options) => this.#call(['react'], [id, seq, emoji, this.#keyed(options)]),
      unreact: (id, seq, emoji, options) => this.#call(['unreact'], [id, seq, emoji, this.#keyed(options)]),
      pin: (id, seq, options) => this.#call(['pin'], [id, seq, this.#keyed(options)]),
      unpin: (id, seq, options) => this.#call(['unpin'], [id, seq, this.#keyed(options)]),
      forward: (id, seqs, options) => this.#forward(id, seqs, options),
      // What comes in before another host is asked is not meant.
      closeConversation: (id, lastSeq = this.#conversations.get(id)?.lastSeq) => this.#call(['closeConversation'], [id, lastSeq]),
      clear: (id, lastSeq = this.#conversations.get(id)?.lastSeq) => this.#call(['clear'], [id, lastSeq]),
    };
  }

  /** Ids are made here, so that asking another host again does nothing twice. */
  #keyed(options?: SendOptions): SendOptions {
    return { clientMsgId: this.#nextId(this.#clock.now()), ...options };
  }

  #ids(count: number): Id[] {
    const now = this.#clock.now();
    return Array.from({ length: count }, () => this.#nextId(now));
  }

  #forward(id: Id, seqs: readonly number[], options: ForwardOptions): Promise<void> {
    const clientMsgIds = this.#ids(options.to.length * (seqs.length + 1));
    return this.#call(['forward'], [id, seqs, { clientMsgIds, ...options }]);
  }

  /** The message is shown here before the host has it. */
  async #enqueue(id: Id, content: Content, options?: EnqueueOptions): Promise<Id> {
    const now = this.#clock.now();
    const clientMsgId = options?.clientMsgId ?? this.#nextId(now);
    this.#echoes.add(id, clientMsgId, content, now);
    this.#events.emit('timeline', id);
    try {
      return await this.#call<Id>(['enqueue'], [id, content, { ...options, clientMsgId }]);
    } finally {
      this.#echoes.drop(id, clientMsgId);
      this.#events.emit('timeline', id);
    }
  }

  #follow<T>(method: Wanted['followed'][number]): Promise<T> {
    this.#wanted = { ...this.#wanted, followed: [...this.#wanted.followed.filter((other) => other !== method), method] };
    return this.#call([method], []);
  }

  #note<T>(conversationId: Id, ask: () => Promise<T>): Promise<T> {
    if (!this.#timelines.has(conversationId)) this.#timelines.set(conversationId, new ListReceiver(({ key }) => key));
    return ask();
  }

  #api(path: Path): unknown {
    const method = path.join('.');
    return new Proxy(() => undefined, {
      get: (_target, name) => (typeof name === 'string' && name !== 'then' ? this.#api([...path, name]) : undefined),
      apply: (_target, _this, args: unknown[]) => (GENERATORS.has(method) ? this.#iterate(path, args) : this.#call(path, args)),
    });
  }

  #call<T = never>(path: Path, args: readonly unknown[]): Promise<T> {
    const call = ++this.#lastCall;
    return new Promise<T>((resolve, reject) => this.#post({ type: 'call', call, path, args }, resolve, reject));
  }

  /** Before the first host nothing is lost: it is asked when it is there. */
  #post(message: Waiting['message'], resolve: (value: never) => void, reject: (error: Error) => void): void {
    try {
      this.#port?.post(message);
    } catch (error) {
      return reject(error as Error); // it cannot be copied
    }
    this.#waiting.set(message.call, { message, resolve, reject });
  }

  async *#iterate(path: Path, args: readonly unknown[]): AsyncGenerator {
    const iteration = ++this.#lastCall;
    let port: Port<ToHost, ToTab> | undefined;
    let done = false;
    try {
      for (;;) {
        if (port !== undefined && port !== this.#port) throw new ApiError(LOST);
        const call = ++this.#lastCall;
        const next = await new Promise<IteratorResult<unknown>>((resolve, reject) =>
          this.#post({ type: 'pull', call, iteration, path, args }, resolve, reject),
        );
        port = this.#port;
        done = next.done === true;
        if (done) return;
        yield next.value;
      }
    } finally {
      if (!done && port === this.#port) port?.post({ type: 'drop', iteration });
    }
  }

  #hear(message: ToTab): void {
    switch (message.type) {
      case 'state':
        return this.#adopt(message.state);
      case 'timeline':
        this.#timelines.get(message.conversationId)?.apply(message.change);
        return this.#events.emit('timeline', message.conversationId);
      case 'event':
        if (message.event === 'tokens' && message.args[0] === null) this.#unlinked();
        return (this.#events.emit as (event: EventName, ...args: readonly unknown[]) => void).call(
          this.#events,
          message.event,
          ...message.args,
        );
      case 'result':
        return this.#take(message.call)?.resolve(message.value as never);
      case 'failed':
        return this.#take(message.call)?.reject(errorFrom(message.error));
    }
  }

  #unlinked(): void {
    this.#wanted = { ...this.#wanted, linked: false };
  }

  #take(call: number): Waiting | undefined {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    return waiting;
  }

  #adopt({ conversations, ...changed }: SharedState): void {
    this.#mirror = { ...this.#mirror, ...changed };
    if (conversations) this.#conversations.apply(conversations);
    if (changed.status?.at === 'stopped' && changed.status.reason !== 'closed') this.#unlinked();
    if (changed.status) this.#events.emit('status', changed.status);
    if (conversations) this.#events.emit('conversations');
    if (changed.people) this.#events.emit('people', changed.people);
    if (changed.badges) this.#events.emit('badges', changed.badges);
  }
}
