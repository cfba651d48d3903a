/** Type numbers of frame bodies, and which direction each may travel. Access routes by them without decoding. */
import { Body } from './generated/body.js';

/** Client → server. */
export const UP_TYPE = {
  hello: Body.Hello,
  ping: Body.Ping,
  userMessage: Body.UserMessage,
  conversationRead: Body.ConversationRead,
  deliveryAck: Body.DeliveryAck,
  typing: Body.Typing,
  presenceSubscribe: Body.PresenceSubscribe,
  syncRequest: Body.SyncRequest,
  historyRequest: Body.HistoryRequest,
  cancel: Body.Cancel,
} as const;

/** Server → client. */
export const DOWN_TYPE = {
  helloAck: Body.HelloAck,
  pong: Body.Pong,
  messageAck: Body.MessageAck,
  pushMessage: Body.PushMessage,
  readReceipt: Body.ReadReceipt,
  deliveryReceipt: Body.DeliveryReceipt,
  presenceUpdate: Body.PresenceUpdate,
  typingNotice: Body.TypingNotice,
  userStateChanged: Body.UserStateChanged,
  friendEvent: Body.FriendEvent,
  groupOperation: Body.GroupOperation,
  systemNotification: Body.SystemNotification,
  syncPage: Body.SyncPage,
  historyPage: Body.HistoryPage,
  aiDelta: Body.AiDelta,
  taskProgress: Body.TaskProgress,
  error: Body.Error,
  goAway: Body.GoAway,
  disconnect: Body.Disconnect,
  syncHint: Body.SyncHint,
} as const;

/** A body type number; numbers of a newer peer are possible. 0 = the frame has no body. */
export type BodyType = number;

const UP: ReadonlySet<BodyType> = new Set(Object.values(UP_TYPE));
const DOWN: ReadonlySet<BodyType> = new Set(Object.values(DOWN_TYPE));

/** Whether a client may send this type. */
export const isUpType = (type: BodyType): boolean => UP.has(type);

/** Whether a server may send this type. */
export const isDownType = (type: BodyType): boolean => DOWN.has(type);

/** A body type that this build does not know: sent by a newer peer, to be answered (server) or ignored (client). */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly type: BodyType;
}
