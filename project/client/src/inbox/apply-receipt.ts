import type { DownOf } from '../wire.js';
import type { ConversationRecord } from './conversation-record.js';

/** The other side has read up to a seq; what is read was delivered. */
export function applyReadReceipt(record: ConversationRecord, receipt: DownOf<'readReceipt'>): ConversationRecord {
  const peerReadSeq = Math.max(record.peerReadSeq, receipt.readSeq);
  return { ...record, peerReadSeq, peerDeliveredSeq: Math.max(record.peerDeliveredSeq, peerReadSeq) };
}

/** A device of the other side has everything up to a seq. */
export function applyDeliveryReceipt(record: ConversationRecord, receipt: DownOf<'deliveryReceipt'>): ConversationRecord {
  return { ...record, peerDeliveredSeq: Math.max(record.peerDeliveredSeq, receipt.deliveredSeq) };
}
