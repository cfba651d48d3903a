import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import type { SendState } from '../common/SendStateIcon.js';

/** How far an own message has come; read and delivered are the peer's marks. */
export function sendState(item: EntryItem | PendingItem, peerReadSeq: number, peerDeliveredSeq: number): SendState {
  if (item.at === 'pending') return item.state;
  if (item.seq <= peerReadSeq) return 'read';
  return item.seq <= peerDeliveredSeq ? 'delivered' : 'sent';
}
