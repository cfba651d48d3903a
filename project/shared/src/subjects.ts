import type { Id } from './ids/id.js';

/** Every NATS subject of the system (docs/protocol.md, "Subjects"). */
export const SUBJECTS = {
  /** access → logic, ToLogic{Upstream}; queue group LOGIC_QUEUE. */
  upstream: 'im.logic.upstream',
  /** web → logic with reply, JSON (protocol/logic-request.ts); queue group LOGIC_QUEUE. */
  request: 'im.logic.request',
  /** access → every logic node, ToLogic{UserOnline | UserOffline | Bounce}. */
  location: 'im.logic.location',
  /** → every access node, ToAccess{SessionRevoked | BroadcastDelivery | Announcement | RoomChange | PublisherHeartbeat}. */
  accessBroadcast: 'im.access.broadcast',
  /** Pattern that logic subscribes to for userEvent(). */
  anyUserEvent: 'im.user.*.event',
  /** logic → whoever moderates, with reply, JSON (docs/operations.md, "A hook before sending"); only with BEFORE_SEND_HOOK=1. */
  beforeSend: 'im.hook.before_send',
} as const;

export const LOGIC_QUEUE = 'logic-group';

export interface LogicSubjects {
  readonly upstream: string;
  readonly request: string;
}

/** Whichever logic node NATS chooses. */
export const LOGIC_QUEUE_SUBJECTS: LogicSubjects = { upstream: SUBJECTS.upstream, request: SUBJECTS.request };

/** access → one logic node, while another member of the queue group stands still. `name`: its NODE_NAME. */
export const logicNodeSubjects = (name: string): LogicSubjects => ({
  upstream: `im.logic.node.${name}.upstream`,
  request: `im.logic.node.${name}.request`,
});

/** logic → one access node, ToAccess{Downstream | PublisherHeartbeat}. `node` is the node's name and boot epoch, e.g. `access-1-1789…`. */
export const accessDownstream = (node: string): string => `im.access.${node}.downstream`;

/** logic → the access nodes that have members of the room online, ToAccess{RoomDelivery | RoomHead}. */
export const roomSubject = (conversationId: Id): string => `im.room.${conversationId}`;

/** web → logic (queue group): a Frame buffer for every device of the user. */
export const userEvent = (userId: Id): string => `im.user.${userId}.event`;
