/** Every frame that a client sends: one line for each file of messages/ that travels up. */
import type { BodyOf } from './codec.js';
import { FrameIndex, type Received } from './frame-index.js';
import { cancel } from './messages/cancel.js';
import { conversationRead } from './messages/conversation-read.js';
import { deliveryAck } from './messages/delivery-ack.js';
import { hello } from './messages/hello.js';
import { historyRequest } from './messages/history-request.js';
import { ping } from './messages/ping.js';
import { presenceSubscribe } from './messages/presence-subscribe.js';
import { showing } from './messages/showing.js';
import { syncRequest } from './messages/sync-request.js';
import { typing } from './messages/typing.js';
import { userMessage } from './messages/user-message.js';

const MESSAGES = {
  hello,
  ping,
  userMessage,
  conversationRead,
  deliveryAck,
  typing,
  presenceSubscribe,
  showing,
  syncRequest,
  historyRequest,
  cancel,
};

export type Up = BodyOf<typeof MESSAGES>;

const INDEX = new FrameIndex<Up>(MESSAGES);

/** The frame behind its length prefix. ref: 0 = none. acceptsDeflated: so may be its answer. */
export const encodeUp = (message: Up, ref = 0, acceptsDeflated = false): Uint8Array => INDEX.encode(message, ref, acceptsDeflated);

/** Reads a frame without its prefix that verify() accepted. undefined: no body, or one that only servers send. */
export const decodeUp = (bytes: Uint8Array): Received<Up> | undefined => INDEX.decode(bytes);

/** What frameKind() found, by name; undefined: nothing that a client sends. */
export const upKind = (type: number): Up['kind'] | undefined => INDEX.kind(type);
