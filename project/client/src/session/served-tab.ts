// One tab as the host of the session sees it. Bounded by the tab: its opened conversations, its calls, its iterations end with it.
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from '../client.js';
import type { Conversation } from '../view/conversation.js';
import type { TimelineItem } from '../view/timeline.js';
import type { Place } from '../view/window.js';
import { ListSender } from './list-change.js';
import { plainError } from './plain-error.js';
import type { Port } from './port.js';
import { portable } from './portable.js';
import { ASKED } from './session-client.js';
import type { Path, SharedState, ToHost, ToTab } from './wire.js';

type Method = (...args: readonly unknown[]) => unknown;

/** What the tabs of a session do together. */
export interface Together {
  /** Until then nothing is asked of the client. */
  readonly ready: Promise<unknown>;
  /** A tab shows these people. */
  watch(tab: ServedTab, userIds: readonly Id[]): void;
  /** A tab was brought before the user's eyes, or went from them. */
  look(tab: ServedTab, visible: boolean): void;
  /** A tab that shows a conversation, which another may show too, has begun to or goes elsewhere in it. */
  moved(conversationId: Id): void;
  /** A tab has left a conversation, which another may still show. */
  leave(conversationId: Id): void;
}

const ASKABLE: ReadonlySet<string> = new Set([...Object.keys(ASKED), 'favourites', 'history', 'api']);

export class ServedTab {
  readonly #client: GodwitClient;
  readonly #port: Port<ToTab, ToHost>;
  readonly #together: Together;
  readonly #conversations = new ListSender<Conversation>(({ id }) => id, packed);
  readonly #timelines = new Map<Id, ListSender<TimelineItem>>();
  /** Of those, as far as the tab has said it. */
  readonly #places = new Map<Id, Place>();
  readonly #iterations = new Map<number, AsyncIterator<unknown>>();
  #sent: SharedState = {};
  #events: (ToTab & { type: 'event' })[] = [];
  /** Under way, or waiting until the client is ready. */
  #flushing = true;
  #closed = false;

  constructor(client: GodwitClient, port: Port<ToTab, ToHost>, together: Together) {
    this.#client = client;
    this.#port = port;
    this.#together = together;
    port.onMessage((message) => guard(this.#hear(message)));
    // Before, it would be told that nobody is signed in.
    const tell = (): void => this.#flush();
    together.ready.then(tell, tell);
  }

  shows(conversationId: Id): boolean {
    return this.#timelines.has(conversationId);
  }

  /** Without a bound where the tab has not said one. */
  placeIn(conversationId: Id): Place {
    return this.#places.get(conversationId) ?? { seq: Infinity, rows: Infinity };
  }

  get opened(): readonly Id[] {
    return [...this.#timelines.keys()];
  }

  /** An event goes after the state that it speaks of, and what happens at once goes together. */
  tell(event?: ToTab & { type: 'event' }): void {
    if (event !== undefined) this.#events.push(event);
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => this.#flush());
  }

  close(): void {
    this.#closed = true;
    this.#port.close();
    for (const iterator of this.#iterations.values()) guard(Promise.resolve(iterator.return?.(undefined)));
    this.#iterations.clear();
    this.#timelines.clear();
  }

  /** What comes after the end of the tab is for nobody. */
  #post(message: ToTab): void {
    if (!this.#closed) this.#port.post(message);
  }

  async #hear(message: ToHost): Promise<void> {
    switch (message.type) {
      case 'call':
        return this.#answer(message.call, () => this.#call(message.path, message.args));
      case 'pull':
        return this.#answer(message.call, () => this.#pull(message));
      case 'drop':
        await this.#iterations.get(message.iteration)?.return?.(undefined);
        this.#iterations.delete(message.iteration);
    }
  }

  async #pull({ iteration, path, args }: ToHost & { type: 'pull' }): Promise<IteratorResult<unknown>> {
    const iterator = this.#iterations.get(iteration) ?? (this.#invoke(path, args) as AsyncIterator<unknown>);
    this.#iterations.set(iteration, iterator);
    const next = await iterator.next();
    if (next.done) this.#iterations.delete(iteration);
    return path[0] === 'history' && !next.done ? { ...next, value: (next.value as readonly TimelineItem[]).map(portable) } : next;
  }

  /** The answer goes after what the call has changed. */
  async #answer(call: number, work: () => unknown): Promise<void> {
    try {
      await this.#together.ready;
      const value = await work();
      this.#flush();
      this.#post({ type: 'result', call, value });
    } catch (error) {
      this.#flush();
      this.#post({ type: 'failed', call, error: plainError(error) });
    }
  }

  #call(path: Path, args: readonly unknown[]): unknown {
    const [method] = path;
    switch (method) {
      case 'watchPresence':
        return this.#together.watch(this, args[0] as readonly Id[]);
      case 'look':
        return this.#together.look(this, args[0] as boolean);
      case 'keepAround':
        return this.#keepAround(args[0] as Id, args[1] as number, args[2] as number);
      case 'leave':
        this.#timelines.delete(args[0] as Id);
        this.#places.delete(args[0] as Id);
        return this.#together.leave(args[0] as Id);
      case 'entriesAt':
        return this.#entriesAt(args);
      case 'open':
        this.#show(args[0] as Id);
        return this.#invoke(path, args);
      case 'goTo':
      case 'goToEnd':
        this.#show(args[0] as Id);
        this.#goesTo(args[0] as Id, method === 'goTo' ? (args[1] as number) : Infinity);
        return this.#invoke(path, args);
      case 'goToDate':
        return this.#goToDate(args);
      default:
        return this.#invoke(path, args);
    }
  }

  async #entriesAt(args: readonly unknown[]): Promise<readonly TimelineItem[]> {
    return ((await this.#invoke(['entriesAt'], args)) as readonly TimelineItem[]).map(portable);
  }

  async #goToDate(args: readonly unknown[]): Promise<unknown> {
    const conversationId = args[0] as Id;
    this.#show(conversationId);
    const seq = (await this.#invoke(['goToDate'], args)) as number | undefined;
    if (seq !== undefined) this.#goesTo(conversationId, seq);
    return seq;
  }

  #show(conversationId: Id): void {
    if (this.shows(conversationId)) return;
    this.#timelines.set(conversationId, new ListSender(({ key }) => key, portable));
    this.#together.moved(conversationId);
  }

  #keepAround(conversationId: Id, seq: number, rows: number): void {
    if (!this.shows(conversationId)) return;
    this.#places.set(conversationId, { seq, rows });
    this.#together.moved(conversationId);
  }

  #goesTo(conversationId: Id, seq: number): void {
    const place = this.#places.get(conversationId);
    if (place !== undefined) this.#keepAround(conversationId, seq, place.rows);
  }

  #invoke(path: Path, args: readonly unknown[]): unknown {
    if (!ASKABLE.has(path[0] ?? '')) throw new Error(`a tab may not call ${path.join('.')}`);
    const owner = path.slice(0, -1).reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], this.#client);
    const method = (owner as Record<string, Method>)[path.at(-1)!];
    if (typeof method !== 'function') throw new Error(`the client has no ${path.join('.')}`);
    return method.apply(owner, [...args]);
  }

  #flush(): void {
    this.#flushing = false;
    const state = this.#changed();
    if (state !== undefined) this.#post({ type: 'state', state });
    for (const [conversationId, sender] of this.#timelines) {
      const change = sender.change(this.#client.entries(conversationId));
      if (change !== undefined) this.#post({ type: 'timeline', conversationId, change });
    }
    const events = this.#events;
    this.#events = [];
    for (const event of events) this.#post(event);
  }

  #changed(): SharedState | undefined {
    const { userId, status } = this.#client;
    const now: SharedState = { userId, status, people: this.#client.people(), badges: this.#client.badges() };
    const before = this.#sent as Record<string, unknown>;
    const changed = Object.entries(now).filter(([name, value]) => before[name] !== value);
    const conversations = this.#conversations.change(this.#client.conversations());
    this.#sent = now;
    if (changed.length === 0 && conversations === undefined) return undefined;
    return { ...Object.fromEntries(changed), ...(conversations && { conversations }) };
  }
}

function packed(conversation: Conversation): Conversation {
  const { lastEntry, unsent } = conversation;
  const own = { lastEntry: lastEntry && (portable(lastEntry) as typeof lastEntry), unsent: unsent && (portable(unsent) as typeof unsent) };
  return own.lastEntry === lastEntry && own.unsent === unsent ? conversation : { ...conversation, ...own };
}
