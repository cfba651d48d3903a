import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';

const NOON = Date.UTC(2026, 9, 5, 12);

export const body = (text: string, patch: Partial<EntryItem['body']> = {}): EntryItem['body'] => ({
  kind: 'text',
  text,
  attachments: [],
  replyTo: null,
  mentions: [],
  mentionAll: false,
  fallbackText: '',
  system: null,
  customType: '',
  custom: new Uint8Array(),
  ...patch,
});

/** Entry `seq` of conversation 1, one second after the one before, from the peer unless said otherwise. */
export const entry = (seq: number, patch: Partial<EntryItem> = {}): EntryItem => ({
  at: 'entry',
  key: `e${seq}`,
  conversationId: '1',
  seq,
  messageId: `${1000 + seq}`,
  senderId: '200',
  clientMsgId: `${2000 + seq}`,
  mine: false,
  kind: 'message',
  countableNo: seq,
  createdAt: NOON + seq * 1000,
  targetSeq: 0,
  body: body(`text ${seq}`),
  recalled: false,
  editedAt: 0,
  reactions: [],
  ...patch,
});

export const pending = (state: PendingItem['state'], patch: Partial<PendingItem> = {}): PendingItem => ({
  at: 'pending',
  key: 'p1',
  conversationId: '1',
  clientMsgId: '77',
  state,
  kind: 'message',
  createdAt: NOON + 60_000,
  targetSeq: 0,
  body: body('on its way'),
  ...patch,
});

export const conversation = (id: string, patch: Partial<Conversation> = {}): Conversation => ({
  id,
  type: 'direct',
  title: `Peer ${id}`,
  avatar: '',
  peerId: `20${id}`,
  memberCount: 2,
  ownerId: '0',
  announcement: '',
  joinMode: 0,
  historyForNew: false,
  muteAll: false,
  role: 0,
  nickname: '',
  mutedUntil: 0,
  removed: false,
  lastSeq: 1,
  unread: 0,
  lastEntry: entry(1, { conversationId: id }),
  readSeq: 0,
  pinnedSeqs: [],
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
  lastActivityAt: NOON,
  pinnedAt: 0,
  muteLevel: 0,
  muteUntil: 0,
  archived: false,
  markedUnread: false,
  mentioned: false,
  draft: '',
  failed: 0,
  sending: 0,
  hasOlder: false,
  ...patch,
});
