/** Every frame that a client sends: the index of messages/ for this direction. */
import { unreachable } from '../outcome.js';
import { UP_TYPE, isDownType, type Unsupported } from './body-type.js';
import type { Builder, Offset } from './flatbuffer.js';
import { bodyOf, encodeFrame, openFrame } from './frame-buffer.js';
import { Cancel as CancelTable } from './generated/cancel.js';
import { ConversationRead as ConversationReadTable } from './generated/conversation-read.js';
import { DeliveryAck as DeliveryAckTable } from './generated/delivery-ack.js';
import { Hello as HelloTable } from './generated/hello.js';
import { HistoryRequest as HistoryRequestTable } from './generated/history-request.js';
import { Ping as PingTable } from './generated/ping.js';
import { PresenceSubscribe as PresenceSubscribeTable } from './generated/presence-subscribe.js';
import { SyncRequest as SyncRequestTable } from './generated/sync-request.js';
import { Typing as TypingTable } from './generated/typing.js';
import { UserMessage as UserMessageTable } from './generated/user-message.js';
import type { Frame } from './generated/frame.js';
import { decodeCancel, encodeCancel, type Cancel } from './messages/cancel.js';
import { decodeConversationRead, encodeConversationRead, type ConversationRead } from './messages/conversation-read.js';
import { decodeDeliveryAck, encodeDeliveryAck, type DeliveryAck } from './messages/delivery-ack.js';
import { decodeHello, encodeHello, type Hello } from './messages/hello.js';
import { decodeHistoryRequest, encodeHistoryRequest, type HistoryRequest } from './messages/history-request.js';
import { decodePing, encodePing, type Ping } from './messages/ping.js';
import { decodePresenceSubscribe, encodePresenceSubscribe, type PresenceSubscribe } from './messages/presence-subscribe.js';
import { decodeSyncRequest, encodeSyncRequest, type SyncRequest } from './messages/sync-request.js';
import { decodeTyping, encodeTyping, type Typing } from './messages/typing.js';
import { decodeUserMessage, encodeUserMessage, type UserMessage } from './messages/user-message.js';

export type Up =
  | ({ readonly kind: 'hello' } & Hello)
  | ({ readonly kind: 'ping' } & Ping)
  | ({ readonly kind: 'userMessage' } & UserMessage)
  | ({ readonly kind: 'conversationRead' } & ConversationRead)
  | ({ readonly kind: 'deliveryAck' } & DeliveryAck)
  | ({ readonly kind: 'typing' } & Typing)
  | ({ readonly kind: 'presenceSubscribe' } & PresenceSubscribe)
  | ({ readonly kind: 'syncRequest' } & SyncRequest)
  | ({ readonly kind: 'historyRequest' } & HistoryRequest)
  | ({ readonly kind: 'cancel' } & Cancel);

/** The frame behind its length prefix. ref: 0 = none. */
export const encodeUp = (message: Up, ref = 0): Uint8Array => encodeFrame(UP_TYPE[message.kind], ref, (b) => putBody(b, message));

function putBody(b: Builder, m: Up): Offset {
  switch (m.kind) {
    case 'hello':
      return encodeHello(b, m);
    case 'ping':
      return encodePing(b, m);
    case 'userMessage':
      return encodeUserMessage(b, m);
    case 'conversationRead':
      return encodeConversationRead(b, m);
    case 'deliveryAck':
      return encodeDeliveryAck(b, m);
    case 'typing':
      return encodeTyping(b, m);
    case 'presenceSubscribe':
      return encodePresenceSubscribe(b, m);
    case 'syncRequest':
      return encodeSyncRequest(b, m);
    case 'historyRequest':
      return encodeHistoryRequest(b, m);
    case 'cancel':
      return encodeCancel(b, m);
    default:
      return unreachable(m);
  }
}

/** Reads a frame without its prefix that verify() accepted. undefined: no body, or one that only servers send. */
export function decodeUp(bytes: Uint8Array): { ref: number; message: Up | Unsupported } | undefined {
  const frame = openFrame(bytes);
  const message = getBody(frame);
  return message && { ref: frame.ref(), message };
}

function getBody(frame: Frame): Up | Unsupported | undefined {
  const type = frame.bodyType();
  switch (type) {
    case UP_TYPE.hello:
      return { kind: 'hello', ...decodeHello(bodyOf(frame, new HelloTable())) };
    case UP_TYPE.ping:
      return { kind: 'ping', ...decodePing(bodyOf(frame, new PingTable())) };
    case UP_TYPE.userMessage:
      return { kind: 'userMessage', ...decodeUserMessage(bodyOf(frame, new UserMessageTable())) };
    case UP_TYPE.conversationRead:
      return { kind: 'conversationRead', ...decodeConversationRead(bodyOf(frame, new ConversationReadTable())) };
    case UP_TYPE.deliveryAck:
      return { kind: 'deliveryAck', ...decodeDeliveryAck(bodyOf(frame, new DeliveryAckTable())) };
    case UP_TYPE.typing:
      return { kind: 'typing', ...decodeTyping(bodyOf(frame, new TypingTable())) };
    case UP_TYPE.presenceSubscribe:
      return { kind: 'presenceSubscribe', ...decodePresenceSubscribe(bodyOf(frame, new PresenceSubscribeTable())) };
    case UP_TYPE.syncRequest:
      return { kind: 'syncRequest', ...decodeSyncRequest(bodyOf(frame, new SyncRequestTable())) };
    case UP_TYPE.historyRequest:
      return { kind: 'historyRequest', ...decodeHistoryRequest(bodyOf(frame, new HistoryRequestTable())) };
    case UP_TYPE.cancel:
      return { kind: 'cancel', ...decodeCancel(bodyOf(frame, new CancelTable())) };
    default:
      return type === 0 || isDownType(type) ? undefined : { kind: 'unsupported', type };
  }
}
