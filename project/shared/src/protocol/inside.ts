/** Hops 4 and 7: what the tiers say to each other over NATS, without length prefixes. */
import { unreachable } from '../outcome.js';
import { type Builder, encodeRoot, type Offset, readerOf } from './flatbuffer.js';
import { bodyOf } from './frame-buffer.js';
import { AccessBody } from './generated/access-body.js';
import { LogicBody } from './generated/logic-body.js';
import { Bounce as BounceTable } from './generated/bounce.js';
import { BroadcastDelivery as BroadcastDeliveryTable } from './generated/broadcast-delivery.js';
import { Downstream as DownstreamTable } from './generated/downstream.js';
import { PublisherHeartbeat as PublisherHeartbeatTable } from './generated/publisher-heartbeat.js';
import { SessionRevoked as SessionRevokedTable } from './generated/session-revoked.js';
import { Upstream as UpstreamTable } from './generated/upstream.js';
import { UserOffline as UserOfflineTable } from './generated/user-offline.js';
import { UserOnline as UserOnlineTable } from './generated/user-online.js';
import { ToAccess as ToAccessTable } from './generated/to-access.js';
import { ToLogic as ToLogicTable } from './generated/to-logic.js';
import { decodeBounce, encodeBounce, type Bounce } from './messages/bounce.js';
import { decodeBroadcastDelivery, encodeBroadcastDelivery, type BroadcastDelivery } from './messages/broadcast-delivery.js';
import { decodeDownstream, encodeDownstream, type Downstream } from './messages/downstream.js';
import { decodePublisherHeartbeat, encodePublisherHeartbeat, type PublisherHeartbeat } from './messages/publisher-heartbeat.js';
import { decodeSessionRevoked, encodeSessionRevoked, type SessionRevoked } from './messages/session-revoked.js';
import { decodeUpstream, encodeUpstream, type Upstream } from './messages/upstream.js';
import { decodeUserOffline, encodeUserOffline, type UserOffline } from './messages/user-offline.js';
import { decodeUserOnline, encodeUserOnline, type UserOnline } from './messages/user-online.js';

export type ToLogic =
  | ({ readonly kind: 'upstream' } & Upstream)
  | ({ readonly kind: 'userOnline' } & UserOnline)
  | ({ readonly kind: 'userOffline' } & UserOffline)
  | ({ readonly kind: 'bounce' } & Bounce);

const LOGIC_TYPE = {
  upstream: LogicBody.Upstream,
  userOnline: LogicBody.UserOnline,
  userOffline: LogicBody.UserOffline,
  bounce: LogicBody.Bounce,
} as const;

export const encodeToLogic = (message: ToLogic): Uint8Array =>
  encodeRoot((b) => ToLogicTable.createToLogic(b, LOGIC_TYPE[message.kind], putLogicBody(b, message)));

function putLogicBody(b: Builder, m: ToLogic): Offset {
  switch (m.kind) {
    case 'upstream':
      return encodeUpstream(b, m);
    case 'userOnline':
      return encodeUserOnline(b, m);
    case 'userOffline':
      return encodeUserOffline(b, m);
    case 'bounce':
      return encodeBounce(b, m);
    default:
      return unreachable(m);
  }
}

/** Reads bytes that verify('ToLogic', …) accepted. undefined: a body of a newer peer, to be dropped. */
export function decodeToLogic(bytes: Uint8Array): ToLogic | undefined {
  const root = ToLogicTable.getRootAsToLogic(readerOf(bytes));
  switch (root.bodyType()) {
    case LOGIC_TYPE.upstream:
      return { kind: 'upstream', ...decodeUpstream(bodyOf(root, new UpstreamTable())) };
    case LOGIC_TYPE.userOnline:
      return { kind: 'userOnline', ...decodeUserOnline(bodyOf(root, new UserOnlineTable())) };
    case LOGIC_TYPE.userOffline:
      return { kind: 'userOffline', ...decodeUserOffline(bodyOf(root, new UserOfflineTable())) };
    case LOGIC_TYPE.bounce:
      return { kind: 'bounce', ...decodeBounce(bodyOf(root, new BounceTable())) };
    default:
      return undefined;
  }
}

export type ToAccess =
  | ({ readonly kind: 'downstream' } & Downstream)
  | ({ readonly kind: 'publisherHeartbeat' } & PublisherHeartbeat)
  | ({ readonly kind: 'sessionRevoked' } & SessionRevoked)
  | ({ readonly kind: 'broadcastDelivery' } & BroadcastDelivery);

const ACCESS_TYPE = {
  downstream: AccessBody.Downstream,
  publisherHeartbeat: AccessBody.PublisherHeartbeat,
  sessionRevoked: AccessBody.SessionRevoked,
  broadcastDelivery: AccessBody.BroadcastDelivery,
} as const;

export const encodeToAccess = (message: ToAccess): Uint8Array =>
  encodeRoot((b) => ToAccessTable.createToAccess(b, ACCESS_TYPE[message.kind], putAccessBody(b, message)));

function putAccessBody(b: Builder, m: ToAccess): Offset {
  switch (m.kind) {
    case 'downstream':
      return encodeDownstream(b, m);
    case 'publisherHeartbeat':
      return encodePublisherHeartbeat(b, m);
    case 'sessionRevoked':
      return encodeSessionRevoked(b, m);
    case 'broadcastDelivery':
      return encodeBroadcastDelivery(b, m);
    default:
      return unreachable(m);
  }
}

/** Reads bytes that verify('ToAccess', …) accepted. undefined: a body of a newer peer, to be dropped. */
export function decodeToAccess(bytes: Uint8Array): ToAccess | undefined {
  const root = ToAccessTable.getRootAsToAccess(readerOf(bytes));
  switch (root.bodyType()) {
    case ACCESS_TYPE.downstream:
      return { kind: 'downstream', ...decodeDownstream(bodyOf(root, new DownstreamTable())) };
    case ACCESS_TYPE.publisherHeartbeat:
      return { kind: 'publisherHeartbeat', ...decodePublisherHeartbeat(bodyOf(root, new PublisherHeartbeatTable())) };
    case ACCESS_TYPE.sessionRevoked:
      return { kind: 'sessionRevoked', ...decodeSessionRevoked(bodyOf(root, new SessionRevokedTable())) };
    case ACCESS_TYPE.broadcastDelivery:
      return { kind: 'broadcastDelivery', ...decodeBroadcastDelivery(bodyOf(root, new BroadcastDeliveryTable())) };
    default:
      return undefined;
  }
}
