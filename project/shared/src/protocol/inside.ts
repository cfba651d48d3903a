/** Hops 4 and 7: what the tiers say to each other over NATS, without length prefixes. */
import { type BodyOf, CodecIndex } from './codec.js';
import { encodeEnvelope, readerOf } from './flatbuffer.js';
import { ToAccess as ToAccessTable } from './generated/to-access.js';
import { ToLogic as ToLogicTable } from './generated/to-logic.js';
import { announcement } from './messages/announcement.js';
import { bounce } from './messages/bounce.js';
import { broadcastDelivery } from './messages/broadcast-delivery.js';
import { downstream } from './messages/downstream.js';
import { publisherHeartbeat } from './messages/publisher-heartbeat.js';
import { roomChange } from './messages/room-change.js';
import { roomDelivery } from './messages/room-delivery.js';
import { roomHead } from './messages/room-head.js';
import { sessionRevoked } from './messages/session-revoked.js';
import { upstream } from './messages/upstream.js';
import { userOffline } from './messages/user-offline.js';
import { userOnline } from './messages/user-online.js';

const LOGIC_MESSAGES = { upstream, userOnline, userOffline, bounce };
/** access → logic. */
export type ToLogic = BodyOf<typeof LOGIC_MESSAGES>;
const LOGIC_INDEX = new CodecIndex<ToLogic>(LOGIC_MESSAGES);

export function encodeToLogic(message: ToLogic): Uint8Array {
  const codec = LOGIC_INDEX.codecOf(message);
  return encodeEnvelope((b) => ToLogicTable.createToLogic(b, codec.type, codec.put(b, message)));
}

/** Reads bytes that verify('ToLogic', …) accepted. undefined: a body of a newer peer, to be dropped. */
export const decodeToLogic = (bytes: Uint8Array): ToLogic | undefined => LOGIC_INDEX.get(ToLogicTable.getRootAsToLogic(readerOf(bytes)));

const ACCESS_MESSAGES = {
  downstream,
  publisherHeartbeat,
  sessionRevoked,
  broadcastDelivery,
  announcement,
  roomDelivery,
  roomHead,
  roomChange,
};
/** logic and web → access. */
export type ToAccess = BodyOf<typeof ACCESS_MESSAGES>;
const ACCESS_INDEX = new CodecIndex<ToAccess>(ACCESS_MESSAGES);

export function encodeToAccess(message: ToAccess): Uint8Array {
  const codec = ACCESS_INDEX.codecOf(message);
  return encodeEnvelope((b) => ToAccessTable.createToAccess(b, codec.type, codec.put(b, message)));
}

/** Reads bytes that verify('ToAccess', …) accepted. undefined: a body of a newer peer, to be dropped. */
export const decodeToAccess = (bytes: Uint8Array): ToAccess | undefined =>
  ACCESS_INDEX.get(ToAccessTable.getRootAsToAccess(readerOf(bytes)));
