import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import { type MessageRecord, participantsOf } from '@godwit/shared/protocol/messages/message-record';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GodwitClient } from '../client.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import { newRecord } from '../inbox/apply-state.js';
import { MemoryStore } from '../store/memory.js';

const NO_BYTES = new Uint8Array(0);
const file = (name: string, thumbnail = NO_BYTES) => ({
  fileId: '900',
  name,
  mime: 'image/png',
  size: 1,
  width: 2,
  height: 1,
  durationMs: 0,
  thumbnail,
  waveform: NO_BYTES,
  url: '',
});
const state = (id: string, type: 'direct' | 'group' = 'direct', removed = false) => ({
  conversationId: id,
  type,
  epoch: 1,
  lastSeq: 200,
  countableTotal: 200,
  membershipVersion: 1,
  lastActivityAt: 1,
  peerId: '2',
  title: `title ${id}`,
  avatar: '',
  memberCount: 2,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
  lastEntry: null,
  ...NO_GROUP,
  member: { ...NO_MEMBER_STATE, conversationId: id, version: 0, readSeq: 0, readCountable: 0, deliveredSeq: 0, removed },
});
const entry = (seq: number, body: Partial<MessageBody>, patch: Partial<CachedEntry> = {}): CachedEntry => ({
  seq,
  messageId: `9${seq}`,
  senderId: seq % 2 === 0 ? '1' : '2',
  clientMsgId: '0',
  kind: 'message',
  countableNo: seq,
  createdAt: seq * 1_000,
  targetSeq: 0,
  body: encodeMessageBody(body),
  ...UNTOUCHED,
  asOf: seq,
  ...patch,
});

let client: GodwitClient;
/** Answers of the web tier by path; everything else has no network. */
let answers: Record<string, unknown>;

async function started(seqs: readonly CachedEntry[], type: 'direct' | 'group' = 'direct'): Promise<void> {
  const store = new MemoryStore();
  const clock = new FakeClock();
  const tokens = { userId: '1', accessToken: 'a', refreshToken: 'r', expiresAt: clock.now() + 1e9 };
  const targets = [...Array.from({ length: 21 }, (_, i) => state(String(100 + i))), state('99', 'group', true)];
  await store.commit([
    { put: 'meta', key: 'tokens', value: tokens },
    { put: 'conversation', record: { ...newRecord(state('7', type)), cursor: 200, head: 200, ranges: [{ from: 1, to: seqs.length }] } },
    { put: 'entries', conversationId: '7', entries: seqs },
    ...targets.map((one) => ({ put: 'conversation' as const, record: newRecord(one) })),
  ]);
  client = new GodwitClient({ api: 'http://nowhere.invalid', deviceId: 'd', platform: 'web', store, clock });
  await client.start();
}

beforeEach(() => {
  answers = {
    '/user/1': { nickname: 'Anna', username: 'anna' },
    '/user/2': { nickname: '', username: 'bert' },
  };
  vi.stubGlobal('fetch', (url: string) => {
    const data = answers[url.split('/api/v1')[1]!.split('?')[0]!];
    return data === undefined
      ? Promise.reject(new TypeError('no network'))
      : Promise.resolve(new Response(JSON.stringify({ code: 0, message: '', data, requestId: '1' })));
  });
});
afterEach(async () => {
  await client.close();
  vi.unstubAllGlobals();
});

const sent = (id: string): MessageBody[] => client.entries(id).flatMap((item) => (item.at === 'pending' ? [item.body] : []));
const texts = (id: string): string[] => sent(id).map(({ text }) => text);
const all = (): string[] => client.conversations().flatMap(({ id }) => texts(id));
const recordIn = (id: string): MessageRecord => sent(id)[0]!.record!;
const numbered = (count: number): CachedEntry[] => Array.from({ length: count }, (_, i) => entry(i + 1, { text: `text ${i + 1}` }));

describe('[F-37] forwarding', () => {
  it('says messages again in every target, in the order of the log, marked, with the note behind them', async () => {
    await started([
      entry(1, { text: 'one', replyTo: { seq: 3, senderId: '4', preview: 'secret' }, mentions: ['5'], mentionAll: true }),
      entry(2, { kind: 'image', text: 'look', attachments: [file('a.png', new Uint8Array([1, 2]))] }),
      entry(3, { kind: 'custom', fallbackText: '[poll]', customType: 'poll', custom: new Uint8Array([7]) }),
    ]);
    await client.setDraft('100', 'not yet');
    await client.forward('7', [3, 1, 2, 1], { to: ['100', '101', '100'], note: ' mind this ' });
    expect(texts('100')).toEqual(['one', 'look', '', 'mind this']);
    expect(sent('101')).toEqual(sent('100'));
    const [one, look, poll, note] = sent('100');
    expect(one).toMatchObject({ forwarded: true, replyTo: null, mentions: [], mentionAll: false });
    expect(look).toMatchObject({ kind: 'image', forwarded: true, attachments: [file('a.png', new Uint8Array([1, 2]))] });
    expect(poll).toMatchObject({ kind: 'custom', fallbackText: '[poll]', customType: 'poll', custom: new Uint8Array([7]) });
    expect(note).toMatchObject({ kind: 'text', forwarded: false });
    expect(client.conversation('100')?.draft).toBe('not yet');
  });

  it('a message of one’s own still empties the draft, and what is about another message does not', async () => {
    await started([]);
    await client.setDraft('100', 'half a tho');
    client.react('100', 1, '👍').catch(() => undefined);
    await vi.waitFor(() => expect(client.conversation('100')?.draft).toBe('half a tho'));
    await client.enqueue('100', { text: 'half a thought' });
    expect(client.conversation('100')?.draft).toBe('');
  });

  it('makes one record of them, with the names that people have', async () => {
    await started([
      entry(1, { text: 'one' }),
      entry(2, { kind: 'image', attachments: [file('a.png')], text: 'x'.repeat(200) }),
      entry(3, { text: 'three\nlines\nhere', forwarded: true }),
    ]);
    await client.forward('7', [1, 2, 3], { to: ['100'], merged: true, note: '' });
    const [body] = sent('100');
    expect(sent('100')).toHaveLength(1);
    expect(body).toMatchObject({
      kind: 'merged_record',
      text: '',
      forwarded: false,
      fallbackText: `bert: one\nAnna: ${'x'.repeat(99)}…\nbert: three lines here`,
      record: {
        items: [
          { senderId: '2', senderName: 'bert', createdAt: 1_000, kind: 'text', text: 'one', attachments: [], record: null },
          { senderId: '1', senderName: 'Anna', createdAt: 2_000, kind: 'image', attachments: [file('a.png')] },
          { senderId: '2', senderName: 'bert', text: 'three\nlines\nhere' },
        ],
      },
    });
    expect(participantsOf(body!.record!)).toEqual(['bert', 'Anna']);
  });

  it('takes the names that people have in their group, and none of whom it does not know', async () => {
    answers['/groups/7/names'] = [{ userId: '1', username: 'anna', nickname: 'Anna', groupNickname: 'Captain' }];
    await started(numbered(6), 'group');
    await client.forward('7', [1, 2, 3, 4, 5, 6], { to: ['100'], merged: true });
    expect(recordIn('100').items.map(({ senderName }) => senderName)).toEqual(['', 'Captain', '', 'Captain', '', 'Captain']);
    expect(sent('100')[0]!.fallbackText.split('\n')).toHaveLength(5);
  });

  it('keeps records within a record, and their text where they would be too deep or too many', async () => {
    const item = { senderId: '2', senderName: 'bert', createdAt: 1, kind: 'text' as const, text: 'inner', attachments: [], record: null };
    const one: MessageRecord = { items: [item] };
    const two: MessageRecord = { items: [{ ...item, kind: 'merged_record', record: one }] };
    const three: MessageRecord = { items: [{ ...item, kind: 'merged_record', record: two }] };
    const long: MessageRecord = { items: Array.from({ length: 97 }, () => item) };
    const kind = 'merged_record';
    await started([two, three, long].map((record, i) => entry(i + 1, { kind, record, fallbackText: `record ${i + 1}` })));
    await client.forward('7', [1, 2, 3], { to: ['100'], merged: true });
    expect(recordIn('100').items.map(({ text, record }) => [text, record])).toEqual([
      ['record 1', two],
      ['record 2', null],
      ['record 3', null],
    ]);
    await client.forward('7', [3], { to: ['101'] });
    expect(sent('101')[0]).toMatchObject({ kind, record: long, fallbackText: 'record 3', forwarded: true });
  });

  it('leaves small pictures out of a record that has no room for them, and refuses what has none for its texts', async () => {
    const pictures = Array.from({ length: 50 }, (_, i) =>
      entry(i + 1, { kind: 'image', attachments: [file('a.png', new Uint8Array(1_200))] }),
    );
    await started([...pictures, entry(51, { text: '长'.repeat(10_000) }), entry(52, { text: '长'.repeat(10_000) })]);
    const seqs = pictures.map(({ seq }) => seq);
    await client.forward('7', seqs.slice(0, 2), { to: ['100'], merged: true });
    await client.forward('7', seqs, { to: ['101'], merged: true });
    const sizes = (id: string): number[] => recordIn(id).items.map(({ attachments }) => attachments[0]!.thumbnail.length);
    expect([sizes('100'), new Set(sizes('101')), sizes('101').length]).toEqual([[1_200, 1_200], new Set([0]), 50]);
    await expect(client.forward('7', [51, 52], { to: ['102'], merged: true })).rejects.toMatchObject({ error: 'MSG_TOO_LARGE' });
    expect(texts('102')).toEqual([]);
  });

  it('sends nothing at all when anything of it cannot be', async () => {
    const recalled = { recalled: true, body: NO_BYTES };
    await started([
      ...numbered(101),
      entry(102, {}, recalled),
      entry(103, { kind: 'system' }, { kind: 'system' }),
      entry(104, { text: 'emoji' }, { kind: 'reaction' }),
    ]);
    await client.hide('7', 5);
    const to = ['100'];
    const refusals: [() => Promise<void>, string][] = [
      [() => client.forward('7', [1, 102], { to }), 'ENTRY_NOT_FOUND'],
      [() => client.forward('7', [1, 103], { to }), 'ENTRY_NOT_FOUND'],
      [() => client.forward('7', [1, 104], { to }), 'ENTRY_NOT_FOUND'],
      [() => client.forward('7', [1, 5], { to }), 'ENTRY_NOT_FOUND'],
      [() => client.forward('7', [1, 0], { to }), 'ENTRY_NOT_FOUND'],
      [() => client.forward('7', [1, 150], { to }), 'NETWORK'],
      [() => client.forward('8', [1], { to }), 'CONVERSATION_NOT_FOUND'],
      [() => client.forward('7', [1], { to: ['100', '8'] }), 'CONVERSATION_NOT_FOUND'],
      [() => client.forward('7', [1], { to: ['100', '99'] }), 'NOT_A_MEMBER'],
      [() => client.forward('7', [1], { to: [] }), 'INVALID_ARGUMENT'],
      [() => client.forward('7', [], { to }), 'INVALID_ARGUMENT'],
      [() => client.forward('7', [1], { to: Array.from({ length: 21 }, (_, i) => String(100 + i)) }), 'LIMIT_REACHED'],
      [
        () =>
          client.forward(
            '7',
            numbered(101).map(({ seq }) => seq),
            { to },
          ),
        'LIMIT_REACHED',
      ],
      [() => client.forward('7', [1], { to, note: 'x'.repeat(40_000) }), 'MSG_TOO_LARGE'],
    ];
    for (const [ask, error] of refusals) await expect(ask()).rejects.toMatchObject({ name: 'ApiError', error });
    delete answers['/user/2'];
    await expect(client.forward('7', [1, 2], { to, merged: true })).rejects.toMatchObject({ error: 'NETWORK' });
    expect(all()).toEqual([]);
    await client.forward(
      '7',
      numbered(101)
        .slice(5, 10)
        .map(({ seq }) => seq),
      { to: Array.from({ length: 20 }, (_, i) => String(100 + i)) },
    );
    expect(all()).toHaveLength(100);
  });
});

describe('[F-39] the same into several conversations', () => {
  it('goes into each of them, once, and leaves their drafts', async () => {
    await started([]);
    await client.setDraft('100', 'not yet');
    await client.enqueueAll(['100', '101', '100'], [{ text: 'card' }, { text: 'note' }]);
    expect([texts('100'), texts('101')]).toEqual([
      ['card', 'note'],
      ['card', 'note'],
    ]);
    expect(client.conversation('100')?.draft).toBe('not yet');
  });

  it.each([
    ['a conversation that is not there', ['100', '5'], [{ text: 'x' }], 'CONVERSATION_NOT_FOUND'],
    ['a group that one has left', ['100', '99'], [{ text: 'x' }], 'NOT_A_MEMBER'],
    ['a message that is too large', ['100'], [{ text: 'x' }, { text: 'x'.repeat(100_000) }], 'MSG_TOO_LARGE'],
    ['too many conversations', Array.from({ length: 21 }, (_, i) => String(100 + i)), [{ text: 'x' }], 'LIMIT_REACHED'],
    ['too many messages', ['100'], Array.from({ length: 101 }, () => ({ text: 'x' })), 'LIMIT_REACHED'],
    ['nothing', ['100'], [], 'INVALID_ARGUMENT'],
  ])('is sent nowhere with %s among it', async (_, to, contents, error) => {
    await started([]);
    await expect(client.enqueueAll(to, contents)).rejects.toMatchObject({ error });
    expect(all()).toEqual([]);
  });

  it('asked for again with the same ids it is there once', async () => {
    await started([]);
    const clientMsgIds = ['11', '12', '13', '14'];
    for (let i = 0; i < 2; i++) await client.enqueueAll(['100', '101'], [{ text: 'card' }, { text: 'note' }], { clientMsgIds });
    expect(all()).toEqual(['card', 'note', 'card', 'note']);
  });
});
