/** Every frame that a server sends: one line for each file of messages/ that travels down. */
import type { BodyOf } from './codec.js';
import { FrameIndex, type Received } from './frame-index.js';
import { aiDelta } from './messages/ai-delta.js';
import { deliveryReceipt } from './messages/delivery-receipt.js';
import { disconnect } from './messages/disconnect.js';
import { friendEvent } from './messages/friend-event.js';
import { goAway } from './messages/go-away.js';
import { groupOperation } from './messages/group-operation.js';
import { helloAck } from './messages/hello-ack.js';
import { historyPage } from './messages/history-page.js';
import { messageAck } from './messages/message-ack.js';
import { pong } from './messages/pong.js';
import { presenceUpdate } from './messages/presence-update.js';
import { error } from './messages/protocol-error.js';
import { pushMessage } from './messages/push-message.js';
import { readReceipt } from './messages/read-receipt.js';
import { syncHint } from './messages/sync-hint.js';
import { syncPage } from './messages/sync-page.js';
import { systemNotification } from './messages/system-notification.js';
import { taskProgress } from './messages/task-progress.js';
import { typingNotice } from './messages/typing-notice.js';
import { userStateChanged } from './messages/user-state-changed.js';

const MESSAGES = {
  helloAck,
  pong,
  messageAck,
  pushMessage,
  readReceipt,
  deliveryReceipt,
  presenceUpdate,
  typingNotice,
  userStateChanged,
  friendEvent,
  groupOperation,
  systemNotification,
  syncPage,
  historyPage,
  aiDelta,
  taskProgress,
  error,
  goAway,
  disconnect,
  syncHint,
};

export type Down = BodyOf<typeof MESSAGES>;

const INDEX = new FrameIndex<Down>(MESSAGES);

/** The frame behind its length prefix. ref: 0 = none. */
export const encodeDown = (message: Down, ref = 0): Uint8Array => INDEX.encode(message, ref);

/** Reads a frame without its prefix that verify() accepted. undefined: no body, or one that only clients send. */
export const decodeDown = (bytes: Uint8Array): Received<Down> | undefined => INDEX.decode(bytes);

/** What frameKind() found, by name; undefined: nothing that a server sends. */
export const downKind = (type: number): Down['kind'] | undefined => INDEX.kind(type);
