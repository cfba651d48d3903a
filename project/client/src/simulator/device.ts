import type { Id } from '@godwit/shared/ids/id';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import type { ActionKind } from '@godwit/shared/protocol/messages/entry-kind';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { Core } from '../core/core.js';
import { Pages } from '../inbox/pages.js';
import { clientMsgIds } from '../outbox/client-msg-id.js';
import { MemoryStore } from '../store/memory.js';
import type { Store, StoreWrite } from '../store/store.js';
import { HopLog } from '../hops/hop-log.js';
import { decodeBody } from '../view/decode.js';
import type { EntryItem, GapItem, TimelineItem } from '../view/timeline.js';
import type { OutgoingEntry } from '../wire.js';
import { faceOf } from './face.js';
import type { Line, Row } from './ledger.js';
import type { Network } from './network.js';
import type { SeededRandom } from './random.js';
import type { Scheduler } from './scheduler.js';

const COMMIT_MS = 5;

/** A disk: commits take time, and what was not committed when the power went is gone. */
class Disk {
  readonly #kept = new MemoryStore();
  readonly #clock: Scheduler;
  readonly #random: SeededRandom;
  #boot = 0;

  constructor(clock: Scheduler, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  powerOff(): void {
    this.#boot += 1;
  }

  /** As the process that runs now sees it. lying: says that writes are durable before they are. */
  mount(lying: boolean): Store {
    const boot = this.#boot;
    const commit = (writes: readonly StoreWrite[]): Promise<void> =>
      new Promise((resolve) => {
        if (lying) resolve();
        this.#clock.setTimeout(
          () => {
            if (boot !== this.#boot) return;
            void this.#kept.commit(writes);
            resolve();
          },
          this.#random.next() * COMMIT_MS * (lying ? 20 : 1),
        );
      });
    const kept = this.#kept;
    return { kind: 'memory', load: () => kept.load(), entries: (...range) => kept.entries(...range), commit, close: () => undefined };
  }
}

export interface DeviceOptions {
  readonly user: Id;
  readonly name: string;
  readonly clock: Scheduler;
  readonly random: SeededRandom;
  readonly network: Network;
  readonly conversations: readonly Id[];
  readonly lyingDisk: boolean;
  /** Ids of all devices. Two users may have the same one, 1 in 4 million of those of one ms; the checker names entries by their ids alone. */
  readonly ids: Set<Id>;
  readonly write: (line: Line) => void;
}

interface Run {
  readonly number: number;
  readonly core: Core;
  readonly pages: Pages;
}

const EMOJIS = ['👍', '🎉', '😀'];

/** One device of one user: a client that is switched on and off, and keeps a ledger of what its user was told. */
export class Device {
  readonly #options: DeviceOptions;
  readonly name: string;
  readonly #disk: Disk;
  readonly #nextId: (nowMs: number) => Id;
  #run: Run | undefined;
  #runs = 0;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.name = options.name;
    this.#disk = new Disk(options.clock, options.random);
    this.#nextId = clientMsgIds(options.random.next);
  }

  async start(): Promise<void> {
    if (this.#run) return;
    const { user, name, clock, random, network, conversations, write, lyingDisk } = this.#options;
    const store = this.#disk.mount(lyingDisk);
    const number = (this.#runs += 1);
    const core: Core = new Core(
      {
        clock,
        random: random.next,
        dial: network.dialFor(user, name),
        store,
        decode: decodeBody,
        hops: new HopLog(() => clock.now()),
        patch: () => Promise.reject(new Error('no settings change here')),
      },
      {
        news: ({ entries, timelines }) => {
          for (const e of entries)
            write({ at: 'entry', device: name, run: number, conversation: e.conversationId, seq: e.seq, id: e.clientMsgId });
          for (const id of timelines)
            write({ at: 'timeline', device: name, run: number, conversation: id, rows: core.view.timeline(id).map(rowOf) });
        },
        favourites: () => undefined,
        profile: () => undefined,
        renamed: () => undefined,
        friends: () => undefined,
        notification: () => undefined,
        typing: () => undefined,
        presence: () => undefined,
        operation: () => undefined,
        settled: (id, outcome) =>
          write(outcome.ok ? { at: 'sent', device: name, id, seq: outcome.seq } : { at: 'failed', device: name, id }),
        synced: () => undefined,
        round: () => undefined,
      },
    );
    this.#run = { number, core, pages: new Pages(core, store) };
    const stored = await store.load();
    if (this.#run?.core !== core) return;
    core.dispatch({ type: 'load', stored });
    core.dispatch({ type: 'user', userId: user, wipe: false });
    for (const conversationId of conversations) core.dispatch({ type: 'open', conversationId });
    core.dispatch({ type: 'link', event: { type: 'start' } });
    await core.done();
    for (const id of conversations) await this.#run?.pages.showNewest(id).catch(() => undefined);
  }

  /** Power off: nothing is said to anybody. */
  crash(): void {
    this.#disk.powerOff();
    this.#run?.core.stop();
    this.#run = undefined;
  }

  send(conversation: Id, text: string): Promise<void> {
    return this.#enqueue(conversation, { kind: 'message', targetSeq: 0, body: encodeMessageBody({ text }) });
  }

  /** Answers something that is shown. */
  async quote(conversation: Id, text: string): Promise<void> {
    const quoted = this.#pick(conversation, () => true);
    if (!quoted) return;
    const { seq, senderId, body } = quoted;
    const replyTo = { seq, senderId, preview: body.text };
    await this.#enqueue(conversation, { kind: 'message', targetSeq: seq, body: encodeMessageBody({ text, replyTo }) });
  }

  /** Does something to a message that is shown. */
  async act(conversation: Id, kind: ActionKind, label: string): Promise<void> {
    const target = this.#pick(conversation, ({ mine }) => mine || (kind !== 'recall' && kind !== 'edit'));
    if (!target) return;
    const text = kind === 'edit' ? label : kind === 'reaction' || kind === 'unreact' ? this.#options.random.pick(EMOJIS) : '';
    await this.#enqueue(conversation, { kind, targetSeq: target.seq, body: text === '' ? NO_BODY : encodeMessageBody({ text }) });
  }

  #pick(conversation: Id, test: (item: EntryItem) => boolean): EntryItem | undefined {
    const shown = this.#run?.core.view.window(conversation).entries ?? [];
    const messages = shown.filter((item) => item.kind === 'message' && !item.recalled && test(item));
    return messages.length === 0 ? undefined : this.#options.random.pick(messages);
  }

  async #enqueue(conversation: Id, outgoing: Omit<OutgoingEntry, 'clientMsgId'>): Promise<void> {
    const { clock, name, write } = this.#options;
    const core = this.#run?.core;
    if (!core) return;
    const createdAt = clock.now();
    const id = this.#unusedId(createdAt);
    core.dispatch({ type: 'enqueue', item: { clientMsgId: id, conversationId: conversation, ...outgoing, createdAt } });
    await core.done();
    write({ at: 'invoke', device: name, conversation, id });
  }

  #unusedId(nowMs: number): Id {
    const { ids } = this.#options;
    let id = this.#nextId(nowMs);
    while (ids.has(id)) id = this.#nextId(nowMs);
    ids.add(id);
    return id;
  }

  markRead(conversation: Id): void {
    const core = this.#run?.core;
    const shown = core?.view.window(conversation).entries ?? [];
    if (shown.length === 0) return;
    const entry = this.#options.random.pick(shown);
    core?.dispatch({ type: 'markRead', conversationId: conversation, seq: entry.seq, countableNo: entry.countableNo });
  }

  scrollUp(conversation: Id): void {
    this.#run?.pages.showOlder(conversation).catch(() => undefined);
  }

  /** Goes to any entry of the log. */
  goTo(conversation: Id): void {
    const cursor = this.#run?.core.machines.inbox.record(conversation)?.cursor ?? 0;
    this.#run?.pages.showAround(conversation, this.#options.random.between(0, cursor + 1)).catch(() => undefined);
  }

  /** One reader is somewhere, another one at the end, and little around them stays in memory. */
  keepAround(conversation: Id): void {
    const { random } = this.#options;
    const cursor = this.#run?.core.machines.inbox.record(conversation)?.cursor ?? 0;
    const seq = random.pick([Infinity, random.between(0, cursor + 1)]);
    const rows = random.between(1, 40);
    this.#run?.core.dispatch({ type: 'around', conversationId: conversation, places: [seq, Infinity].map((at) => ({ seq: at, rows })) });
  }

  wake(): void {
    this.#run?.core.dispatch({ type: 'link', event: { type: 'wake' } });
  }

  /** Scrolls to the beginning and writes down what is there. */
  async finish(conversation: Id): Promise<void> {
    const { name, user, write } = this.#options;
    const { core, pages } = this.#run!;
    core.dispatch({ type: 'around', conversationId: conversation, places: [{ seq: 0, rows: Infinity }] });
    for (let more = true; more;) more = await pages.showOlder(conversation).catch(() => false);
    for (let gap = gapOf(core.view.timeline(conversation)); gap; gap = gapOf(core.view.timeline(conversation)))
      if (!(await pages.showBefore(conversation, gap.toSeq + 1).catch(() => false))) break;
    const rows = core.view.timeline(conversation).map(rowOf);
    const { unread = 0, pinnedSeqs = [], lastEntry = null } = core.view.conversation(conversation) ?? {};
    write({ at: 'end', device: name, user, conversation, rows, unread, pins: pinnedSeqs, last: lastEntry ? faceOf(lastEntry) : undefined });
  }
}

const gapOf = (items: readonly TimelineItem[]): GapItem | undefined => items.find((item) => item.at === 'gap');

function rowOf(item: TimelineItem): Row {
  if (item.at === 'gap') return { at: 'gap' };
  const { clientMsgId: id, body } = item;
  if (item.at === 'entry') return { at: 'entry', seq: item.seq, id, face: faceOf(item) };
  return { at: 'pending', id, quotedSeq: body.replyTo?.seq ?? 0, preview: body.replyTo?.preview ?? '' };
}
