import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../inbox/apply-member.js';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { OutboxItem } from '../outbox/item.js';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { Store } from './store.js';

const record = (id: string, cursor: number): ConversationRecord => ({
  id,
  type: 'direct',
  epoch: 1,
  title: '',
  avatar: '',
  peerId: '2',
  memberCount: 2,
  lastActivityAt: 5,
  head: cursor,
  countableTotal: cursor,
  countedAt: cursor,
  lastEntry: null,
  pinsAsOf: 0,
  cursor,
  ranges: [{ from: 1, to: cursor }],
  readSeq: 0,
  readCountable: 0,
  unsentRead: 0,
  unsent: {},
  deliveredSeq: 0,
  memberVersion: 0,
  ...settingsOf(NO_MEMBER_STATE),
  ...NO_GROUP,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
});
const entry = (seq: number): CachedEntry => ({
  seq,
  messageId: `1${seq}`,
  senderId: '1',
  clientMsgId: `2${seq}`,
  kind: 'message',
  countableNo: seq,
  createdAt: seq,
  targetSeq: 0,
  body: new Uint8Array([seq]),
  ...UNTOUCHED,
  asOf: seq,
});
const item = (id: string, order: number): OutboxItem => ({
  clientMsgId: id,
  conversationId: '7',
  order,
  kind: 'message',
  targetSeq: 0,
  body: new Uint8Array([1]),
  createdAt: 1,
  state: { at: 'waiting' },
});
const NO_LIST = { version: '', items: [] };
const TOKENS = { userId: '1', accessToken: 'a', refreshToken: 'r', expiresAt: 9 };

/** What every store must do. open: a store over the same data each time. */
export function storeContract(name: string, fresh: () => { open: () => Store }): void {
  describe(`store: ${name}`, () => {
    let open: () => Store;
    let store: Store;
    beforeEach(() => {
      ({ open } = fresh());
      store = open();
    });

    it('[C3] what was committed is there after a reload', async () => {
      await store.commit([
        { put: 'meta', key: 'tokens', value: TOKENS },
        { put: 'meta', key: 'sync', value: { userId: '1', syncTime: 4, userVersion: 2 } },
        { put: 'conversation', record: record('7', 3) },
        { put: 'outbox', item: item('21', 1) },
        { put: 'entries', conversationId: '7', entries: [entry(1), entry(2), entry(3)] },
      ]);
      const again = open();
      expect(await again.load()).toEqual({
        meta: { tokens: TOKENS, sync: { userId: '1', syncTime: 4, userVersion: 2 } },
        conversations: [record('7', 3)],
        outbox: [item('21', 1)],
      });
      expect(await again.entries('7', 1, 3, 10)).toEqual([entry(1), entry(2), entry(3)]);
    });

    it('writes of one commit apply in order, the last one wins', async () => {
      await store.commit([
        { put: 'outbox', item: item('21', 1) },
        { drop: 'outbox', clientMsgId: '21' },
        { put: 'conversation', record: record('7', 1) },
        { put: 'conversation', record: record('7', 2) },
      ]);
      expect(await store.load()).toMatchObject({ outbox: [], conversations: [{ cursor: 2 }] });
    });

    it('gives the newest entries of a range, ascending, of that conversation alone', async () => {
      await store.commit([
        { put: 'entries', conversationId: '7', entries: Array.from({ length: 20 }, (_, i) => entry(i + 1)) },
        { put: 'entries', conversationId: '70', entries: [entry(5)] },
      ]);
      expect((await store.entries('7', 3, 12, 4)).map((e) => e.seq)).toEqual([9, 10, 11, 12]);
      expect(await store.entries('8', 1, 99, 10)).toEqual([]);
    });

    it('drops the entries of a conversation, or everything of a user but the tokens', async () => {
      await store.commit([
        { put: 'entries', conversationId: '7', entries: [entry(1)] },
        { put: 'entries', conversationId: '8', entries: [entry(1)] },
        { put: 'meta', key: 'tokens', value: TOKENS },
        { put: 'meta', key: 'sync', value: { userId: '1', syncTime: 4, userVersion: 2 } },
        { put: 'meta', key: 'people', value: { userId: '1', friends: NO_LIST, requests: NO_LIST, blocks: NO_LIST } },
        { put: 'conversation', record: record('7', 1) },
        { put: 'outbox', item: item('21', 1) },
      ]);
      await store.commit([{ drop: 'entries', conversationId: '7' }]);
      expect([await store.entries('7', 1, 9, 9), await store.entries('8', 1, 9, 9)]).toEqual([[], [entry(1)]]);
      await store.commit([{ drop: 'user' }, { put: 'conversation', record: record('9', 1) }]);
      expect(await store.load()).toEqual({ meta: { tokens: TOKENS }, conversations: [record('9', 1)], outbox: [] });
      expect(await store.entries('8', 1, 9, 9)).toEqual([]);
    });

    it('[F-34] drops what is hidden of a conversation, and nothing else', async () => {
      const entries = Array.from({ length: 9 }, (_, i) => entry(i + 1));
      await store.commit([
        { put: 'entries', conversationId: '7', entries },
        { put: 'entries', conversationId: '70', entries },
      ]);
      await store.commit([
        {
          drop: 'entries',
          conversationId: '7',
          ranges: [
            { fromSeq: 1, toSeq: 4 },
            { fromSeq: 7, toSeq: 7 },
          ],
        },
      ]);
      expect((await store.entries('7', 1, 9, 9)).map(({ seq }) => seq)).toEqual([5, 6, 8, 9]);
      expect(await store.entries('70', 1, 9, 9)).toHaveLength(9);
    });

    it('[R21] [F-32] a recall empties the message, its edits and its quotes, also those written with it, and nothing else', async () => {
      const body = encodeMessageBody({ text: 'a', replyTo: { seq: 2, senderId: '1', preview: 'secret' } });
      const said = { ...entry(2), body: encodeMessageBody({ text: 'secret' }) };
      const edit = { ...entry(3), kind: 'edit' as const, targetSeq: 2, body: encodeMessageBody({ text: 'secret!' }) };
      const quote = { ...entry(4), targetSeq: 2, body };
      await store.commit([{ put: 'entries', conversationId: '7', entries: [entry(1), said, edit] }]);
      const recall = { ...entry(5), kind: 'recall' as const, targetSeq: 2, body: NO_BODY };
      await store.commit([
        { put: 'entries', conversationId: '7', entries: [quote, recall] },
        { put: 'actions', conversationId: '7', actions: [recall], me: '1' },
      ]);
      const silent = encodeMessageBody({ text: 'a', replyTo: { seq: 2, senderId: '1', preview: '' } });
      expect(await open().entries('7', 1, 9, 9)).toEqual([
        entry(1),
        { ...said, recalled: true, body: NO_BODY, asOf: 5 },
        { ...edit, body: NO_BODY, asOf: 5 },
        { ...quote, body: silent, asOf: 5 },
        recall,
      ]);
    });

    it('[R21] [F-35] each action changes what the one before it left, in one write or in several, and none twice', async () => {
      await store.commit([{ put: 'entries', conversationId: '7', entries: [entry(1)] }]);
      const like = (seq: number, senderId: string): CachedEntry => ({
        ...entry(seq),
        kind: 'reaction',
        senderId,
        targetSeq: 1,
        body: encodeMessageBody({ text: '👍' }),
      });
      const [first, second, third] = [like(2, '1'), like(3, '2'), like(4, '3')] as const;
      await store.commit([
        { put: 'actions', conversationId: '7', actions: [first, second], me: '1' },
        { put: 'actions', conversationId: '7', actions: [second, third], me: '1' },
      ]);
      expect(await store.entries('7', 1, 1, 9)).toMatchObject([
        { asOf: 4, reactions: [{ emoji: '👍', count: 3, userIds: ['3', '2', '1'], mine: true }] },
      ]);
    });
  });
}
