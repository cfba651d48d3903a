import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { describe, expect, it } from 'vitest';
import { decodeDown } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import type { Outgoing } from '../fanout/outgoing.js';
import type { Conversation, Member } from '../store/load-conversations.js';
import { textEntry } from '../testing/messages.js';
import type { Candidate } from './candidate.js';
import { messagesFor, type PlacedEntry, type Verdict } from './publish.js';

const member = (userId: string, minSeq = 1, maxSeq = 0): Member => ({
  rowId: userId,
  userId,
  sending: 1,
  role: 0,
  mutedUntil: 0,
  minSeq,
  maxSeq,
});
const conversation = (id: string, ...members: Member[]): Conversation => ({
  id,
  type: 1,
  membershipVersion: 1,
  epoch: 3,
  muteAll: false,
  room: false,
  members: new Map(members.map((m) => [m.userId, m])),
});
const requestOf = (userId: string, handle: number, conversationId: string): Candidate['pending']['request'] => ({
  origin: { node: 'n', handle, userId, lane: 'live', ref: handle, expiresAt: 0, receivedAt: 0, arrivedMs: 0 },
  conversationId,
});

function placed(c: Conversation, request: Candidate['pending']['request'], seq: number, bytes = 10): PlacedEntry {
  const entry = { ...textEntry('x'), body: new Uint8Array(bytes) };
  const pending = { request, entry, attempts: 0 };
  const sender = c.members.get(request.origin.userId)!;
  const { clientMsgId, body } = entry;
  return {
    candidate: { pending, conversation: c, conversationId: c.id },
    entry: {
      seq,
      messageId: '9',
      senderId: sender.userId,
      clientMsgId,
      kind: 'message',
      countableNo: seq,
      createdAt: 1,
      targetSeq: 0,
      body,
      ...UNTOUCHED,
    },
  };
}

const verdict = ({ candidate, entry }: PlacedEntry): Verdict => ({
  at: 'committed',
  pending: candidate.pending,
  messageId: '9',
  seq: entry.seq,
  countableNo: 1,
  createdAt: 1,
});

const summary = ({ to, frame }: Outgoing): unknown => {
  const { message } = decodeDown(withoutLengthPrefix(frame))!;
  if (message.kind === 'pushMessage' && to.at === 'users')
    return [message.conversationId, message.entries.map((e) => e.seq), to.userIds, to.except?.handle];
  if (message.kind === 'messageAck' && to.at === 'session') return ['ack', to.session.handle, message.results.map((r) => r.seq)];
  return message.kind;
};

describe('what follows a commit', () => {
  it('is one push for consecutive entries of a session in a conversation, then one acknowledgement for each frame', () => {
    const one = conversation('1', member('7'), member('8'));
    const two = conversation('2', member('7'), member('9'));
    const [a, b, c] = [requestOf('7', 70, '1'), requestOf('8', 80, '1'), requestOf('7', 70, '2')];
    const entries = [placed(one, a, 1), placed(two, c, 5), placed(one, a, 2), placed(one, b, 3), placed(one, a, 4)];
    expect(messagesFor(entries, [], entries.map(verdict)).map(summary)).toEqual([
      ['1', [1, 2], ['7', '8'], 70],
      ['2', [5], ['7', '9'], 70],
      ['1', [3], ['7', '8'], 80],
      ['1', [4], ['7', '8'], 70],
      ['ack', 70, [1, 2, 4]],
      ['ack', 70, [5]],
      ['ack', 80, [3]],
    ]);
  });

  it('[R20] leaves out members who may not see the entry', () => {
    const group = conversation('1', member('7'), member('8', 6), member('9', 1, 4), member('10', 5));
    expect(messagesFor([placed(group, requestOf('7', 70, '1'), 5)], [], []).map(summary)).toEqual([['1', [5], ['7', '10'], 70]]);
  });

  it('[R20] pushes repeated entries one by one, each to who may see it now', () => {
    const group = conversation('1', member('7'), member('8'), member('9', 5));
    const request = requestOf('7', 70, '1');
    const frames = messagesFor([placed(group, request, 6)], [placed(group, request, 4), placed(group, request, 5)], []);
    expect(frames.map(summary)).toEqual([
      ['1', [4], ['7', '8'], 70],
      ['1', [5], ['7', '8', '9'], 70],
      ['1', [6], ['7', '8', '9'], 70],
    ]);
  });

  it('cuts pushes before they outgrow a frame', () => {
    const one = conversation('1', member('7'), member('8'));
    const request = requestOf('7', 70, '1');
    const frames = messagesFor(
      [1, 2, 3, 4].map((seq) => placed(one, request, seq, 20_000)),
      [],
      [],
    );
    expect(frames.map(summary)).toEqual([
      ['1', [1, 2], ['7', '8'], 70],
      ['1', [3, 4], ['7', '8'], 70],
    ]);
    for (const { frame } of frames) expect(frame.length).toBeLessThan(65_536);
  });
});
