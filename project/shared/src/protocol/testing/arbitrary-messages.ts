/** Arbitrary messages of every kind, for property tests and as the corpus of the fuzzer. A kind without one does not compile. */
import fc, { type Arbitrary } from 'fast-check';
import type { Down } from '../down.js';
import type { RetryAdvice } from '../errors.js';
import type { ToAccess, ToLogic } from '../inside.js';
import type { Entry } from '../messages/entry.js';
import type { MemberState } from '../messages/member-state.js';
import type { MessageBody } from '../messages/message-body.js';
import type { MessageRecord } from '../messages/message-record.js';
import type { Up } from '../up.js';

type ByKind<M extends { kind: string }> = { [K in M['kind']]: Arbitrary<Omit<Extract<M, { kind: K }>, 'kind'>> };

const MOST = 4;
const id = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  fc.constantFrom('0', '1', '4294967295', '4294967296', '9223372036854775808', '18446744073709551615'),
);
const ids = fc.array(id, { maxLength: MOST });
const uint = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff));
const ushort = fc.integer({ min: 0, max: 0xffff });
const ubyte = fc.integer({ min: 0, max: 0xff });
const bool = fc.boolean();
/** Without −0, which a default field drops. */
const time = fc.double({ noNaN: true }).map((value) => value + 0);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '\u0000', '\ufeffstarts with a BOM', '你好，世界', '👩‍👩‍👧‍👦', 'é'.repeat(3_000)),
);
const bytes = fc.uint8Array({ maxLength: 40 });

const entryKind = fc.constantFrom('message', 'system', 'recall', 'edit', 'reaction', 'pin', 'member', 'info', 'unreact', 'unpin');
const lane = fc.constantFrom('live', 'bulk', 'datagram');
const retry: Arbitrary<RetryAdvice> = fc.constantFrom('never', 'later', 'reauthenticate', 'resync');

const entry: Arbitrary<Entry> = fc.record({
  seq: uint,
  messageId: id,
  senderId: id,
  clientMsgId: id,
  kind: entryKind,
  countableNo: uint,
  createdAt: time,
  targetSeq: uint,
  body: bytes,
  recalled: bool,
  editedAt: time,
  reactions: fc.array(fc.record({ emoji: text, count: uint, userIds: ids, mine: bool }), { maxLength: MOST }),
});
const entries = fc.array(entry, { maxLength: MOST });

const member: Arbitrary<MemberState> = fc.record({
  conversationId: id,
  version: uint,
  readSeq: uint,
  readCountable: uint,
  deliveredSeq: uint,
  minSeq: uint,
  maxSeq: uint,
  pinnedAt: time,
  muteLevel: ubyte,
  muteUntil: time,
  archived: bool,
  removed: bool,
  draft: text,
  markedUnread: bool,
  role: ubyte,
  nickname: text,
  mutedUntil: time,
  canSend: bool,
  hidden: fc.array(fc.record({ fromSeq: uint, toSeq: uint }), { maxLength: MOST }),
  closedSeq: uint,
  mentionedSeq: uint,
});

const conversation = fc.record({
  conversationId: id,
  type: fc.constantFrom('direct', 'group', 'ai', 'self'),
  epoch: uint,
  lastSeq: uint,
  countableTotal: uint,
  membershipVersion: uint,
  lastActivityAt: time,
  peerId: id,
  title: text,
  avatar: text,
  memberCount: uint,
  peerReadSeq: uint,
  peerDeliveredSeq: uint,
  lastEntry: fc.option(entry),
  member,
  ownerId: id,
  announcement: text,
  joinMode: ubyte,
  muteAll: bool,
  historyForNew: bool,
  pinnedSeqs: fc.array(uint, { maxLength: MOST }),
  room: bool,
});

const UP: ByKind<Up> = {
  hello: fc.record({
    protocol: ushort,
    accessToken: text,
    deviceId: text,
    platform: text,
    clientVersion: text,
    resume: fc.option(fc.record({ connectionId: id, pushCount: uint })),
  }),
  ping: fc.record({ clientTime: time, receivedCount: uint }),
  userMessage: fc.record({
    conversationId: id,
    entries: fc.array(fc.record({ clientMsgId: id, kind: entryKind, targetSeq: uint, body: bytes }), { maxLength: MOST }),
  }),
  conversationRead: fc.record({ conversationId: id, readSeq: uint }),
  deliveryAck: fc.record({ cursors: fc.array(fc.record({ conversationId: id, seq: uint }), { maxLength: MOST }) }),
  typing: fc.record({ conversationId: id, typing: bool }),
  presenceSubscribe: fc.record({ userIds: ids }),
  showing: fc.record({ conversationIds: ids }),
  syncRequest: fc.record({ since: time, userVersion: uint, cursor: text, limit: ushort, conversationIds: ids }),
  historyRequest: fc.record({
    conversationId: id,
    fromSeq: uint,
    toSeq: uint,
    limit: ushort,
    direction: fc.constantFrom('forward', 'backward'),
    since: time,
  }),
  cancel: fc.record({ ref: uint }),
};

const tenths = ushort.map((steps) => steps / 10);
const hops = fc.option(fc.record({ receivedAt: time, forwardMs: tenths, queueMs: tenths, commitMs: tenths, publishMs: tenths }));

const DOWN: ByKind<Down> = {
  helloAck: fc.record({
    sessionId: id,
    userId: id,
    serverTime: time,
    heartbeatMs: uint,
    deadAfterMs: uint,
    limits: fc.record({ maxFrameBytes: uint, maxBatchEntries: ushort, maxBodyBytes: uint, acceptsDeflated: bool, maxShown: ushort }),
    node: text,
    resumed: bool,
    userVersion: uint,
    connectionId: id,
  }),
  pong: fc.record({ clientTime: time, serverTime: time, pushCount: uint, userVersion: uint }),
  messageAck: fc.record({
    conversationId: id,
    results: fc.array(
      fc.record({ clientMsgId: id, code: ushort, messageId: id, seq: uint, countableNo: uint, createdAt: time, retryAfterMs: uint }),
      { maxLength: MOST },
    ),
    hops,
  }),
  pushMessage: fc.record({ conversationId: id, epoch: uint, entries, hops }),
  readReceipt: fc.record({ conversationId: id, readerId: id, readSeq: uint, readAt: time }),
  deliveryReceipt: fc.record({ conversationId: id, userId: id, deliveredSeq: uint }),
  presenceUpdate: fc.record({
    users: fc.array(fc.record({ userId: id, online: bool, lastSeenAt: time, platform: text }), { maxLength: MOST }),
  }),
  typingNotice: fc.record({ conversationId: id, userId: id, typing: bool }),
  userStateChanged: fc.record({
    userVersion: uint,
    members: fc.array(member, { maxLength: MOST }),
    conversationIds: ids,
    favouriteVersion: uint,
    profileVersion: uint,
  }),
  friendEvent: fc.record({
    event: fc.constantFrom('new_friend_request', 'friend_accepted', 'friend_rejected', 'friend_deleted', 'friend_list_changed'),
    userId: id,
    requestId: id,
    nickname: text,
    message: text,
    at: time,
  }),
  groupOperation: fc.record({
    conversationId: id,
    operation: fc.constantFrom(
      'created',
      'member_joined',
      'member_left',
      'member_removed',
      'role_changed',
      'muted',
      'info_changed',
      'dismissed',
      'application',
    ),
    operatorId: id,
    targetIds: ids,
    at: time,
  }),
  systemNotification: fc.record({ code: text, title: text, text, at: time }),
  syncPage: fc.record({
    conversations: fc.array(conversation, { maxLength: MOST }),
    nextCursor: text,
    done: bool,
    syncTime: time,
    userVersion: uint,
    favouriteVersion: uint,
    profileVersion: uint,
    peopleVersion: uint,
    remaining: uint,
  }),
  historyPage: fc.record({ conversationId: id, epoch: uint, fromSeq: uint, toSeq: uint, lastSeq: uint, entries, firstSeq: uint }),
  aiDelta: fc.record({ conversationId: id, messageId: id, delta: text, thinking: bool, needMore: bool }),
  taskProgress: fc.record({ taskId: id, phase: text, progress: ubyte }),
  error: fc.record({ code: ushort, name: text, message: text, retry, retryAfterMs: uint, ref: uint }),
  goAway: fc.record({ deadlineMs: uint, jitterMs: uint, alternatives: fc.array(text, { maxLength: MOST }) }),
  disconnect: fc.record({ code: ushort, reason: text, retryAfterMs: uint }),
  syncHint: fc.record({ reason: text, jitterMs: uint }),
};

const session = { node: text, handle: uint, sessionId: id, userId: id, deviceId: text };
const TO_LOGIC: ByKind<ToLogic> = {
  upstream: fc.record({
    node: text,
    receivedAt: time,
    expiresAt: time,
    frames: fc.array(fc.record({ handle: uint, userId: id, lane, frame: bytes }), { maxLength: MOST }),
  }),
  userOnline: fc.record({ ...session, platform: text, at: time }),
  userOffline: fc.record({ ...session, at: time }),
  bounce: fc.record({ node: text, handles: fc.array(uint, { maxLength: MOST }) }),
};

const delivery = fc.record({ handles: fc.array(uint, { maxLength: MOST }), lane, counted: bool, userVersion: uint, frame: bytes });
const TO_ACCESS: ByKind<ToAccess> = {
  downstream: fc.record({
    publisher: text,
    publisherEpoch: time,
    counter: uint,
    expiresAt: time,
    deliveries: fc.array(delivery, { maxLength: MOST }),
  }),
  publisherHeartbeat: fc.record({ publisher: text, publisherEpoch: time, counter: uint }),
  sessionRevoked: fc.record({ loginSessionIds: ids, userId: id, closeCode: ushort }),
  announcement: fc.record({ frame: bytes }),
  broadcastDelivery: fc.record({ userIds: ids, counted: bool, frame: bytes }),
  roomDelivery: fc.record({
    conversationId: id,
    membershipVersion: uint,
    firstSeq: uint,
    lastSeq: uint,
    expiresAt: time,
    exceptNode: text,
    exceptHandle: uint,
    frame: bytes,
  }),
  roomHead: fc.record({ conversationId: id, membershipVersion: uint, lastSeq: uint }),
  roomChange: fc.record({ conversationId: id, fromVersion: uint, version: uint, seq: uint, joined: ids, left: ids }),
};

const bodyKind = fc.constantFrom('text', 'image', 'file', 'voice', 'video', 'contact_card', 'merged_record', 'system', 'custom');
const attachments = fc.array(
  fc.record({
    fileId: text,
    name: text,
    mime: text,
    size: uint,
    width: ushort,
    height: ushort,
    durationMs: uint,
    thumbnail: bytes,
    waveform: bytes,
    url: text,
  }),
  { maxLength: MOST },
);
const recordWith = (record: Arbitrary<MessageRecord | null>): Arbitrary<MessageRecord> =>
  fc.record({
    items: fc.array(fc.record({ senderId: id, senderName: text, createdAt: time, kind: bodyKind, text, attachments, record }), {
      maxLength: 2,
    }),
  });
const record = recordWith(fc.option(recordWith(fc.option(recordWith(fc.constant(null))))));

/** Every kind equally often. */
function anyOf<M extends { kind: string }>(byKind: ByKind<M>): Arbitrary<M> {
  const kinds = Object.entries<Arbitrary<object>>(byKind).map(([kind, message]) => message.map((fields) => ({ kind, ...fields })));
  return fc.oneof(...kinds) as unknown as Arbitrary<M>;
}

export const anyRef = uint;
export const anyUp = anyOf<Up>(UP);
export const anyDown = anyOf<Down>(DOWN);
export const anyToLogic = anyOf<ToLogic>(TO_LOGIC);
export const anyToAccess = anyOf<ToAccess>(TO_ACCESS);
export const anyMessageBody: Arbitrary<MessageBody> = fc.record({
  kind: bodyKind,
  text,
  attachments,
  replyTo: fc.option(fc.record({ seq: uint, senderId: id, preview: text })),
  mentions: ids,
  mentionAll: bool,
  fallbackText: text,
  system: fc.option(fc.record({ code: text, operatorId: id, targetIds: ids, args: fc.array(text, { maxLength: MOST }) })),
  customType: text,
  custom: bytes,
  record: fc.option(record),
  forwarded: bool,
});
