import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Down } from '@godwit/shared/protocol/down';
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import { expect, it } from 'vitest';
import type { ConversationState, Entry } from '../wire.js';
import type { Effect } from './effect.js';
import { Machines } from './machines.js';

const PEER = { transport: 'websocket', node: 'a', heartbeatMs: 15_000, deadAfterMs: 45_000, connectionId: '0' } as const;
const said = (effects: readonly Effect[]): unknown[] => effects.flatMap((e) => (e.do === 'send' && e.up.kind === 'showing' ? [e.up] : []));

it('[F-59] what is opened and left is told to the server, and over each new link', () => {
  let fresh = 0;
  const machines = new Machines({ now: () => 0, random: () => 0.5, fresh: () => (fresh += 1) });
  const showing = (...conversationIds: string[]) => [{ kind: 'showing', conversationIds }];
  expect(said(machines.reduce({ type: 'open', conversationId: '7' }))).toEqual([]);
  const connect = (): readonly Effect[] => {
    const generation = machines.link.at === 'connecting' ? machines.link.generation : 0;
    return machines.reduce({ type: 'link', event: { type: 'up', generation, peer: PEER, resumedAt: undefined } });
  };
  machines.reduce({ type: 'link', event: { type: 'start' } });
  machines.reduce({ type: 'limits', limits: DEFAULT_LIMITS });
  expect(said(connect())).toEqual(showing('7'));
  expect(said(machines.reduce({ type: 'open', conversationId: '8' }))).toEqual(showing('7', '8'));
  expect(said(machines.reduce({ type: 'leave', conversationId: '7' }))).toEqual(showing('8'));
  const { generation } = machines.link as { readonly generation: number };
  machines.reduce({ type: 'link', event: { type: 'lost', generation, reason: 'x' } });
  machines.reduce({ type: 'timer', key: 'link' });
  expect(said(connect())).toEqual(showing('8'));
});

const SYNC_PAGE = {
  kind: 'syncPage',
  nextCursor: '',
  done: true,
  syncTime: 100,
  userVersion: 1,
  favouriteVersion: 0,
  profileVersion: 0,
  peopleVersion: 0,
  remaining: 0,
} as const;

const conversationState = (known: { conversationId: string; epoch: number; lastSeq: number }): ConversationState => ({
  type: 'direct',
  countableTotal: 0,
  membershipVersion: 1,
  lastActivityAt: 0,
  peerId: '2',
  title: '',
  avatar: '',
  memberCount: 2,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
  lastEntry: null,
  ...NO_GROUP,
  ...known,
  member: { ...NO_MEMBER_STATE, conversationId: known.conversationId },
});

/** Machines with a link, and what a server would answer to them. */
function online() {
  let fresh = 0;
  const machines = new Machines({ now: () => 0, random: () => 0.5, fresh: () => (fresh += 1) });
  machines.reduce({ type: 'link', event: { type: 'start' } });
  machines.reduce({ type: 'limits', limits: DEFAULT_LIMITS });
  const { generation } = machines.link as { readonly generation: number };
  const first = machines.reduce({ type: 'link', event: { type: 'up', generation, peer: PEER, resumedAt: undefined } });
  const asked = (effects: readonly Effect[]) => effects.flatMap((e) => (e.do === 'send' && e.lane === 'bulk' ? [e] : []));
  const answer = (effects: readonly Effect[], message: Down): readonly Effect[] =>
    machines.reduce({ type: 'down', generation, message, ref: asked(effects)[0]!.ref });
  const hear = (message: Down): readonly Effect[] => machines.reduce({ type: 'down', generation, message, ref: 0 });
  return { machines, first, asked, answer, hear };
}

it('[F-62] a sync that nothing gave a reason for is told apart from one after a link or a hint', () => {
  const { machines, first, answer, hear } = online();
  const synced = (effects: readonly Effect[]): unknown[] => effects.filter((e) => e.do === 'synced');
  const page: Down = { ...SYNC_PAGE, conversations: [] };
  expect(synced(answer(first, page))).toEqual([{ do: 'synced', routine: false }]);
  expect(synced(answer(machines.reduce({ type: 'timer', key: 'sync' }), page))).toEqual([{ do: 'synced', routine: true }]);
  hear({ kind: 'syncHint', reason: 'lost', jitterMs: 500 });
  expect(synced(answer(machines.reduce({ type: 'timer', key: 'sync' }), page))).toEqual([{ do: 'synced', routine: false }]);
});

it('[F-62] [F-65] a sync tells how often the lists of people have changed, and that somebody has another name or picture', () => {
  const { machines, first, answer } = online();
  const state = conversationState({ conversationId: '7', epoch: 1, lastSeq: 0 });
  const sync = (changes: Partial<ConversationState>, peopleVersion: number): boolean => {
    const page: Down = { ...SYNC_PAGE, conversations: [{ ...state, title: 'Ann', ...changes }], peopleVersion };
    const asking = machines.peopleVersion === 0 ? first : machines.reduce({ type: 'timer', key: 'sync' });
    const effects = answer(asking, page);
    expect(machines.peopleVersion).toBe(peopleVersion);
    return effects.some((e) => e.do === 'renamed');
  };
  expect([
    sync({}, 3),
    sync({}, 3),
    sync({ title: 'Anna' }, 4),
    sync({ title: 'Anna' }, 4),
    sync({ title: 'Anna', avatar: 'file:9' }, 4),
  ]).toEqual([false, false, true, false, true]);
});

it('[R8] history of another epoch is not shown, and leads to a look at the conversation', () => {
  const { machines, first, asked, answer } = online();
  const state = conversationState({ conversationId: '7', epoch: 1, lastSeq: 9 });
  answer(first, { ...SYNC_PAGE, conversations: [state] });
  const pull = { from: 1, to: 9, limit: 50, direction: 'backward' } as const;
  const question = machines.reduce({ type: 'history', conversationId: '7', pull, token: 1 });
  const page = (epoch: number): Down => ({
    kind: 'historyPage',
    conversationId: '7',
    epoch,
    fromSeq: 1,
    toSeq: 9,
    lastSeq: 9,
    firstSeq: 1,
    entries: [],
  });
  const effects = answer(question, page(2));
  expect(asked(effects).map(({ up }) => up)).toMatchObject([{ kind: 'syncRequest', conversationIds: ['7'] }]);
  expect([effects.some((e) => e.do === 'show'), machines.inbox.holds('7', 1, 9)]).toEqual([false, false]);
  const again = machines.reduce({ type: 'history', conversationId: '7', pull, token: 2 });
  expect(answer(again, page(1)).some((e) => e.do === 'show')).toBe(true);
  expect(machines.inbox.holds('7', 1, 9)).toBe(true);
});

/** Friends of whom the other one has said nine messages, and a quote of the first that waits. */
function quoting() {
  const all = online();
  all.answer(all.first, { ...SYNC_PAGE, conversations: [conversationState({ conversationId: '7', epoch: 1, lastSeq: 9 })] });
  const body = encodeMessageBody({ text: 'really?', replyTo: { seq: 1, senderId: '2', preview: 'a secret' } });
  const item = { clientMsgId: '50', conversationId: '7', kind: 'message', targetSeq: 1, body, createdAt: 1 } as const;
  const preview = (): string | undefined => decodeMessageBody(all.machines.outbox.items('7')[0]!.body).replyTo?.preview;
  return { ...all, preview, enqueue: () => all.machines.reduce({ type: 'enqueue', item }) };
}

const entry = (seq: number, kind: Entry['kind'], more: Partial<Entry> = {}): Entry => ({
  seq,
  messageId: String(seq),
  senderId: '2',
  clientMsgId: String(seq),
  kind,
  countableNo: 9,
  createdAt: seq,
  targetSeq: 0,
  body: new Uint8Array(0),
  ...UNTOUCHED,
  ...more,
});

it('[R21] a quote that is sent while a recall is on its way to the screen keeps no words of it', () => {
  const { hear, enqueue, preview } = quoting();
  hear({ kind: 'pushMessage', conversationId: '7', epoch: 1, entries: [entry(10, 'recall', { targetSeq: 1 })] });
  enqueue();
  expect(preview()).toBe('');
});

it('[R21] a quote that waits keeps no words of what a page of history says was recalled', () => {
  const { machines, answer, enqueue, preview } = quoting();
  enqueue();
  expect(preview()).toBe('a secret');
  const pull = { from: 1, to: 9, limit: 50, direction: 'backward' } as const;
  const question = machines.reduce({ type: 'history', conversationId: '7', pull, token: 1 });
  const entries = [entry(1, 'message', { recalled: true }), ...[2, 3, 4, 5, 6, 7, 8, 9].map((seq) => entry(seq, 'message'))];
  answer(question, { kind: 'historyPage', conversationId: '7', epoch: 1, fromSeq: 1, toSeq: 9, lastSeq: 9, firstSeq: 1, entries });
  expect(preview()).toBe('');
});

it('[S3] lists of people are kept for the user who is signed in, not for the one before', () => {
  const { machines } = online();
  machines.reduce({ type: 'user', userId: '1', wipe: false });
  const none = { version: '', items: [] };
  const keep = (userId: string): readonly Effect[] =>
    machines.reduce({ type: 'people', kept: { userId, friends: none, requests: none, blocks: none } });
  expect(keep('1')).toMatchObject([{ do: 'write', write: { key: 'people', value: { userId: '1' } } }]);
  machines.reduce({ type: 'user', userId: '2', wipe: true });
  expect(keep('1')).toEqual([]);
});

it('[F-65] a state that the first sync has read is no reason for a second one', () => {
  const { machines, first, answer, hear } = online();
  const pong = (userVersion: number): readonly Effect[] => hear({ kind: 'pong', clientTime: 0, serverTime: 0, pushCount: 0, userVersion });
  const next = (effects: readonly Effect[]): unknown[] =>
    effects.flatMap((e) => (e.do === 'timer' && e.key === 'sync' ? [e.afterMs > 1] : []));
  pong(9); // of a change that this device made itself in an earlier run, for example
  expect(next(answer(first, { ...SYNC_PAGE, userVersion: 9, conversations: [] }))).toEqual([true]);
  const digest = machines.reduce({ type: 'timer', key: 'sync' });
  pong(10);
  expect(next(answer(digest, { ...SYNC_PAGE, userVersion: 9, conversations: [] }))).toEqual([false]);
});

it('[R7] who asks for a message once more is told what became of it, and it is sent once', () => {
  const { machines, first, answer, hear } = online();
  answer(first, { ...SYNC_PAGE, conversations: [conversationState({ conversationId: '7', epoch: 1, lastSeq: 3 })] });
  const item = { clientMsgId: '5', conversationId: '7', kind: 'message' as const, targetSeq: 2, body: new Uint8Array(), createdAt: 0 };
  const ask = () => machines.reduce({ type: 'enqueue', item }).filter((e) => e.do === 'send' || e.do === 'settle');
  expect(ask()).toMatchObject([{ do: 'send' }]);
  expect(ask()).toEqual([]);
  const result = { clientMsgId: '5', code: 0, messageId: '95', seq: 9, countableNo: 9, createdAt: 1, retryAfterMs: 0 };
  hear({ kind: 'messageAck', conversationId: '7', results: [result], hops: null });
  expect(machines.outbox.items('7')).toMatchObject([{ state: { at: 'sent' } }]);
  expect(ask()).toEqual([{ do: 'settle', clientMsgId: '5', outcome: { ok: true, messageId: '95', seq: 9 } }]);
});
