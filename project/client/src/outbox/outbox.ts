import type { Id } from '@godwit/shared/ids/id';
import type { Context } from '../core/context.js';
import type { OutboxItem } from './item.js';
import { type LaneEffect, type LaneEvent, newLane, type OutboxLane, stepLane } from './lane.js';

// Hop 1: the lanes of all conversations that have something to send.

export class Outbox {
  readonly #lanes = new Map<Id, OutboxLane>();

  load(items: readonly OutboxItem[]): void {
    for (const item of [...items].sort((a, b) => a.order - b.order)) {
      const lane = this.#lanes.get(item.conversationId) ?? newLane(item.conversationId);
      this.#lanes.set(item.conversationId, { ...lane, items: [...lane.items, item] });
    }
  }

  clear(): void {
    this.#lanes.clear();
  }

  step(conversationId: Id, event: LaneEvent, context: Context): readonly LaneEffect[] {
    const [lane, effects] = stepLane(this.#lanes.get(conversationId) ?? newLane(conversationId), event, context);
    if (lane.items.length > 0) this.#lanes.set(conversationId, lane);
    else this.#lanes.delete(conversationId);
    return effects;
  }

  all(event: LaneEvent, context: Context): readonly LaneEffect[] {
    return [...this.#lanes.keys()].flatMap((id) => this.step(id, event, context));
  }

  conversations(): Iterable<Id> {
    return this.#lanes.keys();
  }

  items(conversationId: Id): readonly OutboxItem[] {
    return this.#lanes.get(conversationId)?.items ?? [];
  }

  /** The conversation whose batch in flight carries this ref. */
  withRef(ref: number): Id | undefined {
    return this.#find((lane) => lane.flight.at === 'inflight' && lane.flight.ref === ref);
  }

  holding(clientMsgId: Id): Id | undefined {
    return this.#find((lane) => lane.items.some((i) => i.clientMsgId === clientMsgId));
  }

  #find(matches: (lane: OutboxLane) => boolean): Id | undefined {
    for (const lane of this.#lanes.values()) if (matches(lane)) return lane.conversationId;
    return undefined;
  }
}
