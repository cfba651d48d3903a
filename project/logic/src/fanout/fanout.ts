// Hop 7: frames → sessions → one envelope per access node. Users whose locations are unknown get theirs by broadcast to all nodes.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import type { Delivery } from '@godwit/shared/protocol/messages/delivery';
import { SUBJECTS } from '@godwit/shared/subjects';
import { isSameSession, type SessionRef } from '../session-ref.js';
import type { Located, Locations } from './locations.js';
import type { NodePublisher } from './nodes.js';
import type { Deliver, Outgoing } from './outgoing.js';

export interface FanoutOptions {
  readonly bus: Bus;
  readonly locations: Locations;
  readonly nodes: NodePublisher;
}

export class Fanout implements Deliver {
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

  #publish(outgoing: readonly Outgoing[], located: Located | undefined): void {
    const { nodes } = this.#options;
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
    else {
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
