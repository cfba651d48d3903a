// Hop 7: frames → sessions → one envelope per access node; frames of a room → one message to whom it concerns.
// Users whose locations are unknown get theirs by broadcast to all nodes.
import type { Bus } from '@godwit/shared/bus/bus';
import type { FrameCounts } from '@godwit/shared/frame-counts';
import type { Id } from '@godwit/shared/ids/id';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import type { Delivery } from '@godwit/shared/protocol/messages/delivery';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import { SUBJECTS } from '@godwit/shared/subjects';
import { isSameSession, type SessionRef } from '../session-ref.js';
import type { Located, Locations } from './locations.js';
import type { NodePublisher } from './nodes.js';
import type { Deliver, Outgoing, TellRoomChanges } from './outgoing.js';
import type { RoomPublisher } from './rooms.js';

export interface FanoutOptions {
  readonly bus: Bus;
  readonly locations: Locations;
  readonly nodes: NodePublisher;
  readonly rooms: RoomPublisher;
  readonly frames: Pick<FrameCounts, 'sent'>;
}

export class Fanout implements Deliver, TellRoomChanges {
  readonly #options: FanoutOptions;

  constructor(options: FanoutOptions) {
    this.#options = options;
  }

  /** In the given order for each session. Resolves, at once where the locations are cached, when NATS has it or it is lost. Never rejects. */
  async deliver(outgoing: readonly Outgoing[]): Promise<void> {
    const users = new Set<Id>();
    for (const { to } of outgoing) if (to.at === 'users') for (const userId of to.userIds) users.add(userId);
    const located = this.#options.locations.locate(users);
    this.#publish(outgoing, located instanceof Promise ? await located : located);
  }

  roomChanged(change: RoomChange): void {
    const { rooms, nodes } = this.#options;
    if (!rooms.change(change)) nodes.spend();
  }

  /** Rooms first: what answers a frame comes behind its pushes. */
  #publish(outgoing: readonly Outgoing[], located: Located | undefined): void {
    const { nodes, rooms, frames } = this.#options;
    for (const { to, frame } of outgoing) {
      frames.sent(frame);
      if (to.at === 'room') rooms.send(to, to.except, frame);
    }
    for (const [node, deliveries] of groupByNode(outgoing, located)) nodes.send(node, deliveries);
    if (located === undefined) this.#broadcast(outgoing);
  }

  #broadcast(outgoing: readonly Outgoing[]): void {
    for (const { to, counted, frame } of outgoing) {
      if (to.at !== 'users') continue;
      this.#options.bus.publish(
        SUBJECTS.accessBroadcast,
        encodeToAccess({ kind: 'broadcastDelivery', userIds: [...to.userIds], counted, frame }),
      );
    }
  }
}

/** What each node gets, in order. Without locations only what is addressed to single sessions. */
export function groupByNode(outgoing: readonly Outgoing[], located: Located | undefined): Map<string, Delivery[]> {
  const nodes = new Map<string, Delivery[]>();
  for (const item of outgoing) {
    const { to } = item;
    if (to.at === 'session') add(nodes, item, to.session);
    else if (to.at === 'users') {
      for (const userId of to.userIds) {
        for (const session of located?.get(userId) ?? NOWHERE) {
          if (to.except === undefined || !isSameSession(session, to.except)) add(nodes, item, session);
        }
      }
    }
  }
  return nodes;
}

const NOWHERE: readonly SessionRef[] = [];

/** A node gets a frame once, whatever the number of its sessions. */
function add(nodes: Map<string, Delivery[]>, { lane, counted, userVersion, frame }: Outgoing, { node, handle }: SessionRef): void {
  const deliveries = nodes.get(node);
  const last = deliveries?.at(-1);
  if (last?.frame === frame) last.handles.push(handle);
  else {
    const delivery = { handles: [handle], lane, counted, userVersion, frame };
    if (deliveries === undefined) nodes.set(node, [delivery]);
    else deliveries.push(delivery);
  }
}
