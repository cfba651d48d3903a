// The one client behind all tabs of a browser: one link, one outbox, one store.
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from '../client.js';
import type { Presence } from '../ephemeral/presence.js';
import type { ClientStatus } from '../events.js';
import type { EntryItem } from '../view/timeline.js';
import type { Port } from './port.js';
import { portable } from './portable.js';
import { ServedTab } from './served-tab.js';
import type { ToHost, ToldEvent, ToTab } from './wire.js';

/** As many as the server tells about. */
const MAX_WATCHED = 200;

const TOLD = [
  'favourites',
  'profile',
  'friends',
  'notification',
  'typing',
  'operation',
  'tokens',
  'session-ended',
] as const satisfies readonly ToldEvent[];
const STATE = ['status', 'conversations', 'timeline', 'people', 'badges'] as const;

export class SessionHost {
  readonly #client: GodwitClient;
  /** Whom each shows; the tab that said so last is the last one. */
  readonly #tabs = new Map<ServedTab, readonly Id[]>();
  readonly #hidden = new Set<ServedTab>();
  readonly #presence = new Map<Id, Presence>();
  readonly #stops: readonly (() => void)[];
  /** What is kept of the user is read; before, the client would answer as if nobody were signed in. */
  readonly #ready: Promise<unknown>;

  constructor(client: GodwitClient) {
    this.#client = client;
    this.#ready = client.start();
    guard(this.#ready); // who calls it hears of a failure
    this.#stops = [
      ...TOLD.map((event) =>
        client.on(event, (...args: readonly unknown[]) => this.#tell({ type: 'event', event, args } as ToTab & { type: 'event' })),
      ),
      client.on('entry', (entry) => this.#tell({ type: 'event', event: 'entry', args: [portable(entry) as EntryItem] })),
      ...STATE.map((event) => client.on(event, () => this.#tell())),
      client.on('presence', (users) => this.#heard(users)),
      client.on('status', ({ at }) => this.#forget(at)),
    ];
  }

  /** Returns what ends it. */
  serve(port: Port<ToTab, ToHost>): () => void {
    const tab = new ServedTab(this.#client, port, {
      ready: this.#ready,
      watch: (from, userIds) => this.#watch(from, userIds),
      look: (from, visible) => {
        this.#hidden[visible ? 'delete' : 'add'](from);
        this.#look();
      },
      moved: (conversationId) => this.#keep(conversationId),
      leave: (conversationId) => this.#leave(conversationId),
    });
    this.#tabs.set(tab, []);
    this.#look();
    return () => {
      const { opened } = tab;
      this.#tabs.delete(tab);
      tab.close();
      for (const id of opened) this.#leave(id);
      this.#hidden.delete(tab);
      this.#look();
      this.#watchAll();
    };
  }

  /** Closes the client too; what is unsent stays in its store. */
  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    for (const tab of this.#tabs.keys()) tab.close();
    this.#tabs.clear();
    await this.#client.close();
  }

  #tell(event?: ToTab & { type: 'event' }): void {
    for (const tab of this.#tabs.keys()) tab.tell(event);
  }

  #leave(conversationId: Id): void {
    if (this.#showing(conversationId).length > 0) this.#keep(conversationId);
    else this.#client.leave(conversationId);
  }

  #showing(conversationId: Id): readonly ServedTab[] {
    return [...this.#tabs.keys()].filter((tab) => tab.shows(conversationId));
  }

  /** Rows that one tab does not need are those that another one shows. */
  #keep(conversationId: Id): void {
    this.#client.keepAll(
      conversationId,
      this.#showing(conversationId).map((tab) => tab.placeIn(conversationId)),
    );
  }

  #look(): void {
    this.#client.look([...this.#tabs.keys()].some((tab) => !this.#hidden.has(tab)));
  }

  #watch(tab: ServedTab, userIds: readonly Id[]): void {
    this.#tabs.delete(tab);
    this.#tabs.set(tab, userIds);
    this.#watchAll();
    const known = userIds.flatMap((id) => this.#presence.get(id) ?? []);
    if (known.length > 0) tab.tell({ type: 'event', event: 'presence', args: [known] });
  }

  /** Of too many, those that were asked for last. */
  #watchAll(): void {
    const all = [...new Set([...this.#tabs.values()].reverse().flat())].slice(0, MAX_WATCHED);
    for (const id of this.#presence.keys()) if (!all.includes(id)) this.#presence.delete(id);
    this.#client.watchPresence(all);
  }

  /** Without a link nothing is known of anybody. */
  #forget(at: ClientStatus['at']): void {
    if (at !== 'online') this.#presence.clear();
  }

  #heard(users: readonly Presence[]): void {
    for (const user of users) this.#presence.set(user.userId, user);
    this.#tell({ type: 'event', event: 'presence', args: [users] });
  }
}
