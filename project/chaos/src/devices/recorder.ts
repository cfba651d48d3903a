import type { GodwitClient } from '@godwit/client/client';
import type { ClientStatus } from '@godwit/client/events';
import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { Ledger } from '../ledger/ledger.ts';
import type { DeviceEvent, LedgerEntry } from '../ledger/ledger-event.ts';

/** How much of an open conversation one 'view' event holds. */
const VIEW_ITEMS = 24;

export interface RecorderOptions {
  readonly device: string;
  readonly ledger: Ledger;
  /** An own entry was shown. */
  readonly ownEntry: (text: string) => void;
  /** An own entry is shown as failed. */
  readonly ownFailure: (text: string, error: string) => void;
}

/** Listens to the runs of one device's client and writes down what its user sees, in that order. */
export class Recorder {
  /** Entries that appeared, by conversation. */
  readonly shown = new Map<Id, { count: number; newest: number }>();
  /** Conversations in which a recall has appeared. */
  readonly recalledIn = new Set<Id>();
  readonly #options: RecorderOptions;
  readonly #marks = new Map<Id, Conversation>();
  readonly #open: { conversation: Id; entries: LedgerEntry[] } = { conversation: '', entries: [] };
  shownEntries = 0;
  #link = { at: '', node: '', over: '', syncedAt: 0 };

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  write(event: DeviceEvent): void {
    this.#flush();
    this.#options.ledger.write(event);
  }

  /** Returns the function that stops listening; what the client does afterwards nobody sees. */
  listen(client: GodwitClient): () => void {
    const ends = [
      client.on('entry', (entry) => this.#entry(entry)),
      client.on('status', (status) => this.#status(status)),
      client.on('conversations', () => this.#conversations(client.conversations())),
      client.on('timeline', (id) => this.#view(id, client.entries(id))),
    ];
    return () => {
      for (const end of ends) end();
      this.#flush();
    };
  }

  #entry({ conversationId, seq, kind, targetSeq, body, senderId, mine }: EntryItem): void {
    if (this.#open.conversation !== conversationId) this.#flush();
    if (this.#open.entries.length === 0) queueMicrotask(() => this.#flush());
    this.#open.conversation = conversationId;
    this.#open.entries.push([seq, body.text, senderId]);
    const shown = this.shown.get(conversationId) ?? { count: 0, newest: 0 };
    this.shown.set(conversationId, { count: shown.count + 1, newest: Math.max(shown.newest, seq) });
    this.shownEntries += 1;
    if (mine) this.#options.ownEntry(body.text);
    if (kind !== 'recall') return;
    this.recalledIn.add(conversationId);
    this.write({ do: 'gone', device: this.#options.device, conversation: conversationId, seq: targetSeq });
  }

  /** Entries of one turn are one line. */
  #flush(): void {
    const { conversation, entries } = this.#open;
    if (entries.length === 0) return;
    this.#open.entries = [];
    this.#options.ledger.write({ do: 'show', device: this.#options.device, conversation, entries });
  }

  #status(status: ClientStatus): void {
    const { device } = this.#options;
    const online = status.at === 'online';
    if (online && (this.#link.node !== status.node || this.#link.over !== status.transport)) {
      this.write({ do: 'connect', device, over: status.transport, node: status.node });
    }
    if (!online && this.#link.at === 'online') this.write({ do: 'close', device, why: reasonOf(status) });
    const syncedAt = online ? status.lastSyncAt : this.#link.syncedAt;
    if (syncedAt !== this.#link.syncedAt) this.write({ do: 'sync', device });
    this.#link = { at: status.at, node: online ? status.node : '', over: online ? status.transport : '', syncedAt };
  }

  #conversations(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) {
      const before = this.#marks.get(conversation.id);
      if (before === conversation) continue;
      this.#marks.set(conversation.id, conversation);
      const { readSeq: own, peerReadSeq: peer } = conversation;
      if (before?.readSeq === own && before.peerReadSeq === peer) continue;
      this.write({ do: 'marks', device: this.#options.device, conversation: conversation.id, own, peer });
    }
  }

  #view(conversation: Id, timeline: readonly TimelineItem[]): void {
    const shown = timeline.slice(-VIEW_ITEMS);
    const items = shown.map((item) => (item.at === 'gap' ? 0 : item.at === 'entry' ? item.seq : item.body.text));
    const said = shown.flatMap((item) => (item.at === 'entry' && item.body.text !== '' ? [item.seq] : []));
    if (items.length > 0) this.write({ do: 'view', device: this.#options.device, conversation, items, said });
    for (const item of timeline) {
      if (item.at === 'pending' && item.state === 'failed') this.#options.ownFailure(item.body.text, item.error?.name ?? 'UNKNOWN');
    }
  }
}

const reasonOf = (status: ClientStatus): string => (status.at === 'stopped' || status.at === 'waiting' ? status.reason : status.at);
