// What the ledgers tell about time: when each message was begun, acked and shown where, and when each device had a link.
import type { LedgerSource } from '../ledger/ledger.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';

export interface Told {
  readonly device: string;
  readonly conversation: string;
  /** Order of the sends of its device. */
  readonly number: number;
  /** ms since 1970, as all times here. */
  readonly invokedAt: number;
  ackedAt: number | undefined;
  /** By device; the first time. */
  readonly shownAt: Map<string, number>;
}

export interface Link {
  readonly at: number;
  readonly up: boolean;
  readonly node: string;
  readonly over: string;
}

export interface Story {
  /** By text. */
  readonly messages: ReadonlyMap<string, Told>;
  /** Changes, by device, in order. */
  readonly links: ReadonlyMap<string, readonly Link[]>;
}

export async function readStory(ledgers: readonly LedgerSource[]): Promise<Story> {
  const story = new StoryTeller();
  const later: LedgerEvent[] = [];
  for (const ledger of ledgers) {
    for await (const events of ledger.read()) for (const event of events) if (!story.take(event)) later.push(event);
  }
  // one ledger may show what another began
  for (const event of later) story.take(event);
  return story;
}

class StoryTeller implements Story {
  readonly messages = new Map<string, Told>();
  readonly links = new Map<string, Link[]>();
  #count = 0;

  /** False: about a message that is not known yet. */
  take(event: LedgerEvent): boolean {
    switch (event.do) {
      case 'invoke':
        for (const text of event.texts) this.#invoke(text, event);
        return true;
      case 'ack': {
        const told = this.messages.get(event.text);
        if (told !== undefined) told.ackedAt ??= event.at;
        return told !== undefined;
      }
      case 'show':
      case 'page':
        return event.entries.map(([, text]) => this.#shown(text, event.device, event.at)).every((known) => known);
      case 'connect':
        return this.#link(event.device, { at: event.at, up: true, node: event.node, over: event.over });
      case 'close':
        return this.#link(event.device, { at: event.at, up: false, node: '', over: '' });
      default:
        return true;
    }
  }

  #invoke(text: string, { device, conversation, at }: { device: string; conversation: string; at: number }): void {
    this.#count += 1;
    this.messages.set(text, { device, conversation, number: this.#count, invokedAt: at, ackedAt: undefined, shownAt: new Map() });
  }

  #shown(text: string, device: string, at: number): boolean {
    const told = this.messages.get(text);
    if (told !== undefined && !told.shownAt.has(device)) told.shownAt.set(device, at);
    return told !== undefined;
  }

  #link(device: string, link: Link): true {
    this.links.set(device, [...(this.links.get(device) ?? []), link]);
    return true;
  }
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

export const ALWAYS: Window = { from: 0, to: Infinity };

/** Of the messages that were begun in the window; Infinity for one that was never acked. */
export const ackDelays = ({ messages }: Story, { from, to }: Window = ALWAYS): number[] =>
  [...messages.values()]
    .filter(({ invokedAt }) => invokedAt >= from && invokedAt < to)
    .map(({ invokedAt, ackedAt = Infinity }) => ackedAt - invokedAt);

/** From the begin of a message until the device showed it; Infinity where it never did. */
export const showDelays = ({ messages }: Story, deviceOf: (told: Told) => string, { from, to }: Window = ALWAYS): number[] =>
  [...messages.values()]
    .filter(({ invokedAt }) => invokedAt >= from && invokedAt < to)
    .map((told) => (told.shownAt.get(deviceOf(told)) ?? Infinity) - told.invokedAt);

/** How long devices had no link, for each time that one was lost in the window; Infinity when it did not come back. */
export function absences({ links }: Story, { from, to }: Window = ALWAYS): number[] {
  const gone: number[] = [];
  for (const changes of links.values()) {
    changes.forEach((link, i) => {
      if (!link.up && link.at >= from && link.at < to) gone.push((changes[i + 1]?.at ?? Infinity) - link.at);
    });
  }
  return gone;
}
