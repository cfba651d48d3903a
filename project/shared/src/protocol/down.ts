/** Every frame that a server sends: the index of messages/ for this direction. */
import { unreachable } from '../outcome.js';
import { DOWN_TYPE, isUpType, type Unsupported } from './body-type.js';
import type { Builder, Offset } from './flatbuffer.js';
import { bodyOf, encodeFrame, openFrame } from './frame-buffer.js';
import { AiDelta as AiDeltaTable } from './generated/ai-delta.js';
import { DeliveryReceipt as DeliveryReceiptTable } from './generated/delivery-receipt.js';
import { Disconnect as DisconnectTable } from './generated/disconnect.js';
import { Error as ErrorTable } from './generated/error.js';
import { FriendEvent as FriendEventTable } from './generated/friend-event.js';
import { GoAway as GoAwayTable } from './generated/go-away.js';
import { GroupOperation as GroupOperationTable } from './generated/group-operation.js';
import { HelloAck as HelloAckTable } from './generated/hello-ack.js';
import { HistoryPage as HistoryPageTable } from './generated/history-page.js';
import { MessageAck as MessageAckTable } from './generated/message-ack.js';
import { Pong as PongTable } from './generated/pong.js';
import { PresenceUpdate as PresenceUpdateTable } from './generated/presence-update.js';
import { PushMessage as PushMessageTable } from './generated/push-message.js';
import { ReadReceipt as ReadReceiptTable } from './generated/read-receipt.js';
import { SyncHint as SyncHintTable } from './generated/sync-hint.js';
import { SyncPage as SyncPageTable } from './generated/sync-page.js';
import { SystemNotification as SystemNotificationTable } from './generated/system-notification.js';
import { TaskProgress as TaskProgressTable } from './generated/task-progress.js';
import { TypingNotice as TypingNoticeTable } from './generated/typing-notice.js';
import { UserStateChanged as UserStateChangedTable } from './generated/user-state-changed.js';
import type { Frame } from './generated/frame.js';
import { decodeAiDelta, encodeAiDelta, type AiDelta } from './messages/ai-delta.js';
import { decodeDeliveryReceipt, encodeDeliveryReceipt, type DeliveryReceipt } from './messages/delivery-receipt.js';
import { decodeDisconnect, encodeDisconnect, type Disconnect } from './messages/disconnect.js';
import { decodeFriendEvent, encodeFriendEvent, type FriendEvent } from './messages/friend-event.js';
import { decodeGoAway, encodeGoAway, type GoAway } from './messages/go-away.js';
import { decodeGroupOperation, encodeGroupOperation, type GroupOperation } from './messages/group-operation.js';
import { decodeHelloAck, encodeHelloAck, type HelloAck } from './messages/hello-ack.js';
import { decodeHistoryPage, encodeHistoryPage, type HistoryPage } from './messages/history-page.js';
import { decodeMessageAck, encodeMessageAck, type MessageAck } from './messages/message-ack.js';
import { decodePong, encodePong, type Pong } from './messages/pong.js';
import { decodePresenceUpdate, encodePresenceUpdate, type PresenceUpdate } from './messages/presence-update.js';
import { decodeProtocolError, encodeProtocolError, type ProtocolError } from './messages/protocol-error.js';
import { decodePushMessage, encodePushMessage, type PushMessage } from './messages/push-message.js';
import { decodeReadReceipt, encodeReadReceipt, type ReadReceipt } from './messages/read-receipt.js';
import { decodeSyncHint, encodeSyncHint, type SyncHint } from './messages/sync-hint.js';
import { decodeSyncPage, encodeSyncPage, type SyncPage } from './messages/sync-page.js';
import { decodeSystemNotification, encodeSystemNotification, type SystemNotification } from './messages/system-notification.js';
import { decodeTaskProgress, encodeTaskProgress, type TaskProgress } from './messages/task-progress.js';
import { decodeTypingNotice, encodeTypingNotice, type TypingNotice } from './messages/typing-notice.js';
import { decodeUserStateChanged, encodeUserStateChanged, type UserStateChanged } from './messages/user-state-changed.js';

export type Down =
  | ({ readonly kind: 'helloAck' } & HelloAck)
  | ({ readonly kind: 'pong' } & Pong)
  | ({ readonly kind: 'messageAck' } & MessageAck)
  | ({ readonly kind: 'pushMessage' } & PushMessage)
  | ({ readonly kind: 'readReceipt' } & ReadReceipt)
  | ({ readonly kind: 'deliveryReceipt' } & DeliveryReceipt)
  | ({ readonly kind: 'presenceUpdate' } & PresenceUpdate)
  | ({ readonly kind: 'typingNotice' } & TypingNotice)
  | ({ readonly kind: 'userStateChanged' } & UserStateChanged)
  | ({ readonly kind: 'friendEvent' } & FriendEvent)
  | ({ readonly kind: 'groupOperation' } & GroupOperation)
  | ({ readonly kind: 'systemNotification' } & SystemNotification)
  | ({ readonly kind: 'syncPage' } & SyncPage)
  | ({ readonly kind: 'historyPage' } & HistoryPage)
  | ({ readonly kind: 'aiDelta' } & AiDelta)
  | ({ readonly kind: 'taskProgress' } & TaskProgress)
  | ({ readonly kind: 'error' } & ProtocolError)
  | ({ readonly kind: 'goAway' } & GoAway)
  | ({ readonly kind: 'disconnect' } & Disconnect)
  | ({ readonly kind: 'syncHint' } & SyncHint);

/** The frame behind its length prefix. ref: 0 = none. */
export const encodeDown = (message: Down, ref = 0): Uint8Array => encodeFrame(DOWN_TYPE[message.kind], ref, (b) => putBody(b, message));

function putBody(b: Builder, m: Down): Offset {
  switch (m.kind) {
    case 'helloAck':
      return encodeHelloAck(b, m);
    case 'pong':
      return encodePong(b, m);
    case 'messageAck':
      return encodeMessageAck(b, m);
    case 'pushMessage':
      return encodePushMessage(b, m);
    case 'readReceipt':
      return encodeReadReceipt(b, m);
    case 'deliveryReceipt':
      return encodeDeliveryReceipt(b, m);
    case 'presenceUpdate':
      return encodePresenceUpdate(b, m);
    case 'typingNotice':
      return encodeTypingNotice(b, m);
    case 'userStateChanged':
      return encodeUserStateChanged(b, m);
    case 'friendEvent':
      return encodeFriendEvent(b, m);
    case 'groupOperation':
      return encodeGroupOperation(b, m);
    case 'systemNotification':
      return encodeSystemNotification(b, m);
    case 'syncPage':
      return encodeSyncPage(b, m);
    case 'historyPage':
      return encodeHistoryPage(b, m);
    case 'aiDelta':
      return encodeAiDelta(b, m);
    case 'taskProgress':
      return encodeTaskProgress(b, m);
    case 'error':
      return encodeProtocolError(b, m);
    case 'goAway':
      return encodeGoAway(b, m);
    case 'disconnect':
      return encodeDisconnect(b, m);
    case 'syncHint':
      return encodeSyncHint(b, m);
    default:
      return unreachable(m);
  }
}

/** Reads a frame without its prefix that verify() accepted. undefined: no body, or one that only clients send. */
export function decodeDown(bytes: Uint8Array): { ref: number; message: Down | Unsupported } | undefined {
  const frame = openFrame(bytes);
  const message = getBody(frame);
  return message && { ref: frame.ref(), message };
}

function getBody(frame: Frame): Down | Unsupported | undefined {
  const type = frame.bodyType();
  switch (type) {
    case DOWN_TYPE.helloAck:
      return { kind: 'helloAck', ...decodeHelloAck(bodyOf(frame, new HelloAckTable())) };
    case DOWN_TYPE.pong:
      return { kind: 'pong', ...decodePong(bodyOf(frame, new PongTable())) };
    case DOWN_TYPE.messageAck:
      return { kind: 'messageAck', ...decodeMessageAck(bodyOf(frame, new MessageAckTable())) };
    case DOWN_TYPE.pushMessage:
      return { kind: 'pushMessage', ...decodePushMessage(bodyOf(frame, new PushMessageTable())) };
    case DOWN_TYPE.readReceipt:
      return { kind: 'readReceipt', ...decodeReadReceipt(bodyOf(frame, new ReadReceiptTable())) };
    case DOWN_TYPE.deliveryReceipt:
      return { kind: 'deliveryReceipt', ...decodeDeliveryReceipt(bodyOf(frame, new DeliveryReceiptTable())) };
    case DOWN_TYPE.presenceUpdate:
      return { kind: 'presenceUpdate', ...decodePresenceUpdate(bodyOf(frame, new PresenceUpdateTable())) };
    case DOWN_TYPE.typingNotice:
      return { kind: 'typingNotice', ...decodeTypingNotice(bodyOf(frame, new TypingNoticeTable())) };
    case DOWN_TYPE.userStateChanged:
      return { kind: 'userStateChanged', ...decodeUserStateChanged(bodyOf(frame, new UserStateChangedTable())) };
    case DOWN_TYPE.friendEvent:
      return { kind: 'friendEvent', ...decodeFriendEvent(bodyOf(frame, new FriendEventTable())) };
    case DOWN_TYPE.groupOperation:
      return { kind: 'groupOperation', ...decodeGroupOperation(bodyOf(frame, new GroupOperationTable())) };
    case DOWN_TYPE.systemNotification:
      return { kind: 'systemNotification', ...decodeSystemNotification(bodyOf(frame, new SystemNotificationTable())) };
    case DOWN_TYPE.syncPage:
      return { kind: 'syncPage', ...decodeSyncPage(bodyOf(frame, new SyncPageTable())) };
    case DOWN_TYPE.historyPage:
      return { kind: 'historyPage', ...decodeHistoryPage(bodyOf(frame, new HistoryPageTable())) };
    case DOWN_TYPE.aiDelta:
      return { kind: 'aiDelta', ...decodeAiDelta(bodyOf(frame, new AiDeltaTable())) };
    case DOWN_TYPE.taskProgress:
      return { kind: 'taskProgress', ...decodeTaskProgress(bodyOf(frame, new TaskProgressTable())) };
    case DOWN_TYPE.error:
      return { kind: 'error', ...decodeProtocolError(bodyOf(frame, new ErrorTable())) };
    case DOWN_TYPE.goAway:
      return { kind: 'goAway', ...decodeGoAway(bodyOf(frame, new GoAwayTable())) };
    case DOWN_TYPE.disconnect:
      return { kind: 'disconnect', ...decodeDisconnect(bodyOf(frame, new DisconnectTable())) };
    case DOWN_TYPE.syncHint:
      return { kind: 'syncHint', ...decodeSyncHint(bodyOf(frame, new SyncHintTable())) };
    default:
      return type === 0 || isUpType(type) ? undefined : { kind: 'unsupported', type };
  }
}
