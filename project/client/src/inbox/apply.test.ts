import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { describe, expect, it } from 'vitest';
import type { ConversationState, Entry } from '../wire.js';
import type { CachedEntry } from './cached-entry.js';
import { applyEntries } from './apply-entries.js';
import { applyMember } from './apply-member.js';
import { applyDeliveryReceipt, applyReadReceipt } from './apply-receipt.js';
import { applyState, newRecord } from './apply-state.js';

const ME = '1';
const PEER = '2';
const member: ConversationState['member'] = {
  ...NO_MEMBER_STATE,
  conversationId: '7',
  version: 3,
  readSeq: 4,
  readCountable: 3,
  deliveredSeq: 4,
};
const state: ConversationState = {
  conversationId: '7',
  type: 'direct',
  epoch: 1,
  lastSeq: 10,
  countableTotal: 9,
  membershipVersion: 1,
  lastActivityAt: 100,
  peerId: PEER,
  title: 'bob',
  avatar: '',
  memberCount: 2,
  peerReadSeq: 2,
  peerDeliveredSeq: 3,
  lastEntry: null,
  ...NO_GROUP,
  member,
};
const entry = (seq: number, senderId: string, countableNo: number, kind: Entry['kind'] = 'message'): CachedEntry => ({
  seq,
  messageId: String(seq),
  senderId,
  clientMsgId: '0',
  kind,
  countableNo,
  createdAt: 100 + seq,
  targetSeq: 0,
  body: new Uint8Array(),
  ...UNTOUCHED,
  asOf: seq,
});

const told = (seq: number, code: string, args: string[], targetIds: string[] = []): CachedEntry => ({
  ...entry(seq, '0', 9, 'info'),
  body: encodeMessageBody({ kind: 'system', system: { code, operatorId: PEER, targetIds, args } }),
});

describe('what the log says about a group (F-56)', () => {
  const group = newRecord({ ...state, type: 'group', peerId: '0' });

  it('changes the record, names of a newer server nothing', () => {
    const changed = told(11, 'group_changed', ['title', 'Waders', 'muteAll', 'true', 'joinMode', 'invite', 'theme', 'dark']);
    expect(applyEntries(group, [changed], ME)).toMatchObject({ title: 'Waders', muteAll: true, joinMode: 2, avatar: '' });
    expect(applyEntries(group, [told(11, 'owner_changed', [], ['5'])], ME).ownerId).toBe('5');
    expect(applyEntries(group, [told(11, 'group_dismissed', [])], ME)).toMatchObject({ removed: true, maxSeq: 11 });
    expect(applyEntries(group, [told(11, 'party', ['1'])], ME)).toMatchObject({ title: 'bob', memberCount: 2 });
  });

  it('entry and state may come in any order: the later one holds', () => {
    const renamed = told(11, 'group_changed', ['title', 'Waders']);
    expect(applyState(applyEntries(group, [renamed], ME), { ...state, lastSeq: 10 }).title).toBe('Waders');
    expect(applyEntries(newRecord({ ...state, lastSeq: 12, title: 'Ducks' }), [renamed], ME).title).toBe('Ducks');
  });

  it('[R7] [R20] a state from before the user went does not bring him back, one from after he came back does', () => {
    const gone = { ...newRecord(state), countedAt: 12, maxSeq: 12, removed: true };
    const out = { maxSeq: 12, removed: true };
    expect(applyState(gone, state)).toMatchObject(out);
    expect(applyState(gone, { ...state, member: { ...member, version: 4 } })).toMatchObject({ ...out, memberVersion: 4 });
    expect(applyMember(gone, member)).toMatchObject(out);
    const back = { ...state, lastSeq: 13, member: { ...member, version: 5 } };
    expect(applyState(gone, back)).toMatchObject({ maxSeq: 0, removed: false, memberVersion: 5 });
  });
});

describe('unread and marks (F-28, F-29, F-30, R21)', () => {
  it('[F-28] takes the running total from the newest entry, never adds', () => {
    const record = applyEntries(newRecord(state), [entry(11, PEER, 10), entry(12, PEER, 10, 'reaction')], ME);
    expect(record).toMatchObject({ countableTotal: 10, countedAt: 12, readSeq: 4, readCountable: 3, lastEntry: { seq: 11 } });
    expect(applyEntries(record, [entry(5, PEER, 4)], ME)).toMatchObject({ countableTotal: 10, lastEntry: { seq: 11 } });
  });

  it('[F-28] an own send, from whichever device, implies that everything before was read', () => {
    expect(applyEntries(newRecord(state), [entry(11, ME, 10)], ME)).toMatchObject({ readSeq: 11, readCountable: 10, countableTotal: 10 });
  });

  it('[F-29] what the peer sends implies that it has read up to there', () => {
    expect(applyEntries(newRecord(state), [entry(11, PEER, 10)], ME)).toMatchObject({ peerReadSeq: 11, peerDeliveredSeq: 11 });
  });

  it('[F-29] in a group nobody is the peer, the system neither', () => {
    const group = newRecord({ ...state, type: 'group', peerId: '0', peerReadSeq: 0, peerDeliveredSeq: 0 });
    expect(applyEntries(group, [told(11, 'members_joined', ['3'])], ME)).toMatchObject({ peerReadSeq: 0, peerDeliveredSeq: 0 });
  });

  it('[R21] read marks never go down, whatever comes late', () => {
    const read = applyMember(newRecord(state), { ...member, version: 5, readSeq: 9, readCountable: 8 });
    expect(read).toMatchObject({ readSeq: 9, readCountable: 8 });
    const late = applyMember(read, { ...member, version: 4, readSeq: 6, readCountable: 5, pinnedAt: 77 });
    expect(late).toMatchObject({ readSeq: 9, readCountable: 8, pinnedAt: 0, memberVersion: 5 });
  });

  it('[F-29] an own mark waits until the server has it', () => {
    const marked = { ...newRecord(state), readSeq: 8, readCountable: 7, unsentRead: 8 };
    expect(applyMember(marked, { ...member, readSeq: 6 })).toMatchObject({ readSeq: 8, unsentRead: 8 });
    expect(applyMember(marked, { ...member, readSeq: 8, readCountable: 7 })).toMatchObject({ readSeq: 8, unsentRead: 0 });
  });

  it('[R6] a snapshot older than a push does not take back what is known', () => {
    const ahead = applyEntries(newRecord(state), [entry(11, PEER, 10)], ME);
    expect(applyState({ ...ahead, cursor: 11 }, state)).toMatchObject({
      countableTotal: 10,
      countedAt: 11,
      lastEntry: { seq: 11 },
      peerReadSeq: 11,
      lastActivityAt: 111,
    });
  });

  it('[F-29] [F-30] receipts only go up, and read implies delivered', () => {
    const read = applyReadReceipt(newRecord(state), { kind: 'readReceipt', conversationId: '7', readerId: PEER, readSeq: 8, readAt: 1 });
    expect(read).toMatchObject({ peerReadSeq: 8, peerDeliveredSeq: 8 });
    expect(applyDeliveryReceipt(read, { kind: 'deliveryReceipt', conversationId: '7', userId: PEER, deliveredSeq: 5 })).toMatchObject({
      peerDeliveredSeq: 8,
    });
  });
});
