// Hop 8: envelopes from logic → the queues of local sessions. Nothing is decoded that is not routing; all sessions share one frame.
// Bound: an envelope is handled in its turn, and what it leaves behind is bounded by each session's queue. A push is copied once, because
// sessions keep it for longer than the envelope should live.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { unreachable } from '@godwit/shared/outcome';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { isOneFrame } from '@godwit/shared/protocol/frame';
import { decodeToAccess, encodeToLogic } from '@godwit/shared/protocol/inside';
import type { BroadcastDelivery } from '@godwit/shared/protocol/messages/broadcast-delivery';
import { type Downstream, DOWNSTREAM_TTL_MS } from '@godwit/shared/protocol/messages/downstream';
import type { SessionRevoked } from '@godwit/shared/protocol/messages/session-revoked';
import { verify } from '@godwit/shared/protocol/verify';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { LogicNodes } from '../inbound/logic-nodes.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Registry } from '../session/registry.js';
import type { Revocations } from '../session/revocations.js';
import type { Announcements } from './announcements.js';
import type { Gap, Publishers } from './publishers.js';
import type { SyncHints } from './sync-hints.js';

/** Why an envelope had no effect, for the counter. */
export type Dropped = 'malformed' | 'expired' | 'unknown' | 'too many';

export interface DelivererOptions {
  readonly node: string;
  readonly registry: Registry;
  readonly rooms: Rooms;
  readonly revocations: Revocations;
  readonly publishers: Publishers;
  readonly logicNodes: LogicNodes;
  readonly hints: SyncHints;
  readonly announcements: Announcements;
  /** Pushes of a logic node were lost, and perhaps changes of rooms with them. */
  readonly onGap: () => void;
  readonly bus: Pick<Bus, 'publish'>;
  readonly clock: Clock;
  readonly onDropped: (why: Dropped) => void;
  /** So many pushes and answers were so long under way from logic. */
  readonly onArrived: (ms: number, frames: number) => void;
}

export class Deliverer {
  readonly #options: DelivererOptions;

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  readonly handle = (bytes: Uint8Array): void => {
    if (!verify('ToAccess', bytes)) {
      this.#options.onDropped('malformed');
      return;
    }
    const message = decodeToAccess(bytes);
    if (message === undefined) {
      this.#options.onDropped('unknown');
      return;
    }
    if ('frame' in message && !isOneFrame(message.frame)) {
      this.#options.onDropped('malformed');
      return;
    }
    const { clock, publishers, logicNodes, announcements, rooms } = this.#options;
    switch (message.kind) {
      case 'downstream':
        this.#downstream(message);
        return;
      case 'publisherHeartbeat':
        logicNodes.heard(message.publisher);
        // also of one that has sent nothing to this node yet: what it commits last before it dies may be for somebody here
        this.#look(publishers.heartbeat(message.publisher, message.publisherEpoch, message.counter, clock.monotonic()));
        return;
      case 'sessionRevoked':
        this.#revoke(message);
        return;
      case 'broadcastDelivery':
        this.#broadcast(message);
        return;
      case 'announcement':
        if (!announcements.add(message.frame)) this.#options.onDropped('too many');
        return;
      case 'roomDelivery':
        this.#arrived(message.expiresAt, 1);
        rooms.deliver({ ...message, frame: message.frame.slice() });
        return;
      case 'roomHead':
        rooms.onHead(message);
        return;
      case 'roomChange':
        rooms.change(message);
        return;
      default:
        unreachable(message);
    }
  };

  #downstream({ publisher, publisherEpoch, counter, expiresAt, deliveries }: Downstream): void {
    const { clock, publishers, registry, node, bus, hints, onDropped } = this.#options;
    this.#look(publishers.envelope(publisher, publisherEpoch, counter, clock.monotonic()));
    if (expiresAt < clock.now()) {
      onDropped('expired');
      hints.request('old pushes were dropped', clock.monotonic());
      return;
    }
    this.#arrived(expiresAt, deliveries.length);
    const gone: number[] = [];
    for (const { handles, lane, counted, userVersion, frame: bytes } of deliveries) {
      if (!isOneFrame(bytes)) {
        onDropped('malformed');
        continue;
      }
      const frame = counted ? bytes.slice() : bytes;
      for (const handle of handles) {
        const session = registry.get(handle);
        if (session === undefined) gone.push(handle);
        else session.deliver(lane, frame, counted, userVersion);
      }
    }
    if (gone.length > 0) bus.publish(SUBJECTS.location, encodeToLogic({ kind: 'bounce', node, handles: gone }));
  }

  #broadcast({ userIds, counted, frame }: BroadcastDelivery): void {
    const copy = frame.slice();
    for (const userId of userIds) {
      for (const session of this.#options.registry.ofUser(userId)) session.deliver('live', copy, counted, 0);
    }
  }

  #revoke({ loginSessionIds, userId, closeCode }: SessionRevoked): void {
    this.#options.revocations.add(loginSessionIds);
    const close = closeCode === CLOSE_CODES.TOKEN_EXPIRED ? 'TOKEN_EXPIRED' : 'SESSION_REVOKED';
    for (const session of [...this.#options.registry.ofUser(userId)]) {
      if (session.identity !== undefined && loginSessionIds.includes(session.identity.loginSessionId)) session.end(close, close);
    }
  }

  #arrived(expiresAt: number, frames: number): void {
    this.#options.onArrived(this.#options.clock.now() - (expiresAt - DOWNSTREAM_TTL_MS), frames);
  }

  #look(gap: Gap): void {
    if (gap !== undefined) this.#options.onGap();
  }
}
