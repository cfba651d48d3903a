import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { isAction } from '@godwit/shared/protocol/messages/entry-kind';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Up } from '@godwit/shared/protocol/up';
import type { AckResult, ConversationState, DownOf, Entry, MemberState, OutgoingEntry, UpOf } from '../wire.js';
import { act, type Log, seenBy, written } from './server-entries.js';

/** So small that every sync takes several. */
const SYNC_PAGE = 1;
const SYNC_OVERLAP_MS = 60_000;

/** Sees the log from minSeq, and up to maxSeq once he is gone; 0 = he is a member. */
interface Member {
  readSeq: number;
  readCountable: number;
  deliveredSeq: number;
  version: number;
  minSeq: number;
  maxSeq: number;
}

interface Conversation extends Log {
  readonly id: Id;
  readonly members: Map<Id, Member>;
  readonly first: Map<string, Entry>;
  /** Client ids of what was refused. */
  readonly refused: Set<Id>;
  /** When who was a member, as seqs that he may see; to: Infinity = he is one. */
  readonly stays: Stay[];
  activityAt: number;
}

/** A time as a member. */
export interface Stay {
  readonly user: Id;
  readonly from: number;
  to: number;
}

/** Where the model's frames go: to every session of these users, but not, unless `all`, to the one that caused it. */
export interface Publish {
  readonly users: readonly Id[];
  readonly all?: boolean;
  readonly frame: Down;
}

export interface Outcome {
  readonly answer: Down | undefined;
  readonly pushes: readonly Publish[];
}

/** What PostgreSQL and logic do, as rules: sequence, idempotency, marks, sync, history. It never forgets. */
export class ServerModel {
  readonly conversations = new Map<Id, Conversation>();
  readonly #versions = new Map<Id, number>();
  readonly #now: () => number;
  readonly #historyPage: number;
  #nextId = 1000;

  /** historyPage: entries that a page of history has room for. */
  constructor(now: () => number, historyPage: number) {
    this.#now = now;
    this.#historyPage = historyPage;
  }

  version(user: Id): number {
    return this.#versions.get(user) ?? 0;
  }

  create(id: Id, users: readonly Id[]): readonly Publish[] {
    const members = new Map(users.map((user) => [user, { ...NEW_MEMBER, version: this.#bump(user) }]));
    this.conversations.set(id, {
      id,
      members,
      log: [],
      choices: [],
      pins: new Set(),
      first: new Map(),
      refused: new Set(),
      stays: users.map((user) => ({ user, from: 1, to: Infinity })),
      activityAt: this.#now(),
    });
    return users.map((user) => ({ users: [user], frame: this.#changed(user, [], [id]) }));
  }

  /** Takes him out of the group, or back in. Nobody is taken out last. */
  turn(id: Id, user: Id): readonly Publish[] {
    const conversation = this.conversations.get(id);
    const member = conversation?.members.get(user);
    if (!conversation || !member || (member.maxSeq === 0 && present(conversation).length < 2)) return [];
    const entry = this.#memberEntry(conversation, user, member.maxSeq > 0 ? 'members_joined' : 'member_removed');
    if (member.maxSeq > 0) {
      const read = { readSeq: entry.seq - 1, readCountable: entry.countableNo, deliveredSeq: entry.seq - 1 };
      Object.assign(member, { ...read, minSeq: entry.seq, maxSeq: 0 });
      conversation.stays.push({ user, from: entry.seq, to: Infinity });
    } else {
      member.maxSeq = entry.seq;
      conversation.stays.findLast((s) => s.user === user)!.to = entry.seq;
    }
    member.version = this.#bump(user);
    const told = [...new Set([...present(conversation), user])];
    return [
      { users: [user], frame: this.#changed(user, [], [id]) },
      { users: told, frame: { kind: 'pushMessage', conversationId: id, epoch: 1, entries: [entry] } },
    ];
  }

  #memberEntry(conversation: Conversation, user: Id, code: string): Entry {
    const { log } = conversation;
    const going = code === 'member_removed' ? -1 : 1;
    const system = { code, operatorId: '1', targetIds: [user], args: [String(present(conversation).length + going)] };
    const messageId = String((this.#nextId += 1));
    const entry: Entry = {
      seq: log.length + 1,
      messageId,
      senderId: '0',
      clientMsgId: `77${messageId}`,
      kind: 'member',
      countableNo: log.at(-1)?.countableNo ?? 0,
      createdAt: this.#now(),
      targetSeq: 0,
      body: encodeMessageBody({ kind: 'system', system }),
      ...UNTOUCHED,
    };
    log.push(entry);
    conversation.activityAt = this.#now();
    return entry;
  }

  handle(user: Id, up: Up): Outcome {
    switch (up.kind) {
      case 'userMessage':
        return this.#commit(user, up);
      case 'conversationRead':
        return { answer: undefined, pushes: this.#read(user, up) };
      case 'deliveryAck':
        for (const { conversationId, seq } of up.cursors) {
          const member = this.conversations.get(conversationId)?.members.get(user);
          if (member) member.deliveredSeq = Math.max(member.deliveredSeq, seq);
        }
        return { answer: undefined, pushes: [] };
      case 'syncRequest':
        return { answer: this.#sync(user, up), pushes: [] };
      case 'historyRequest':
        return { answer: this.#history(user, up), pushes: [] };
      default:
        return { answer: undefined, pushes: [] };
    }
  }

  #bump(user: Id): number {
    this.#versions.set(user, this.version(user) + 1);
    return this.version(user);
  }

  #changed(user: Id, members: MemberState[], conversationIds: Id[]): DownOf<'userStateChanged'> {
    return { kind: 'userStateChanged', userVersion: this.version(user), members, conversationIds, favouriteVersion: 0, profileVersion: 0 };
  }

  #commit(user: Id, { conversationId, entries }: UpOf<'userMessage'>): Outcome {
    const conversation = this.conversations.get(conversationId);
    const member = conversation?.members.get(user);
    if (!conversation || !member) return { answer: refusal('CONVERSATION_NOT_FOUND'), pushes: [] };
    if (member.maxSeq > 0) return { answer: this.#notAMember(conversation, conversationId, entries), pushes: [] };
    if (entries.length > 1 && entries.some((e) => isAction(e.kind))) return { answer: refusal('INVALID_ARGUMENT'), pushes: [] };
    const added: Entry[] = [];
    const results = entries.map((entry) => this.#insert(conversation, user, entry, added));
    const frame: Down = { kind: 'pushMessage', conversationId, epoch: 1, entries: added };
    const all = added.some((e) => e.kind === 'message' && e.targetSeq > 0);
    const pushes = added.length > 0 ? [{ users: present(conversation), frame, all }] : [];
    return { answer: { kind: 'messageAck', conversationId, results }, pushes };
  }

  /** Of each entry; what was committed before stays committed. */
  #notAMember(conversation: Conversation, conversationId: Id, entries: readonly OutgoingEntry[]): Down {
    for (const { clientMsgId } of entries) conversation.refused.add(clientMsgId);
    return { kind: 'messageAck', conversationId, results: entries.map(({ clientMsgId }) => rejected(clientMsgId, 'NOT_A_MEMBER')) };
  }

  #insert(conversation: Conversation, senderId: Id, outgoing: OutgoingEntry, added: Entry[]): AckResult {
    const { clientMsgId, kind } = outgoing;
    const key = `${senderId}:${clientMsgId}`;
    const known = conversation.first.get(key);
    if (known) return accepted(known);
    const from = conversation.members.get(senderId)?.minSeq ?? 1;
    const unseen = isAction(kind) && outgoing.targetSeq < from ? ('ENTRY_NOT_FOUND' as const) : undefined;
    const refused = unseen ?? (isAction(kind) ? act(conversation, senderId, outgoing, this.#now()) : undefined);
    if (refused !== undefined) {
      conversation.refused.add(clientMsgId);
      return rejected(clientMsgId, refused);
    }
    const last = conversation.log.at(-1);
    const entry: Entry = {
      seq: conversation.log.length + 1,
      messageId: String((this.#nextId += 1)),
      senderId,
      clientMsgId,
      kind,
      countableNo: (last?.countableNo ?? 0) + (kind === 'message' ? 1 : 0),
      createdAt: this.#now(),
      targetSeq: outgoing.targetSeq,
      body: outgoing.body,
      ...(kind === 'message' ? written(conversation, outgoing.body, from) : {}),
      ...UNTOUCHED,
    };
    conversation.log.push(entry);
    conversation.first.set(key, entry);
    conversation.activityAt = this.#now();
    const member = conversation.members.get(senderId);
    if (member) Object.assign(member, { readSeq: entry.seq, readCountable: entry.countableNo });
    added.push(entry);
    return accepted(entry);
  }

  #read(user: Id, { conversationId, readSeq }: UpOf<'conversationRead'>): readonly Publish[] {
    const conversation = this.conversations.get(conversationId);
    const member = conversation?.members.get(user);
    const entry = conversation?.log[readSeq - 1];
    if (!conversation || !member || !entry || member.maxSeq > 0 || readSeq <= member.readSeq) return [];
    Object.assign(member, { readSeq, readCountable: entry.countableNo, version: this.#bump(user) });
    const others = present(conversation).filter((id) => id !== user);
    return [
      { users: [user], frame: this.#changed(user, [memberState(conversation, member)], []) },
      { users: others, frame: { kind: 'readReceipt', conversationId, readerId: user, readSeq, readAt: this.#now() } },
    ];
  }

  #sync(user: Id, request: UpOf<'syncRequest'>): Down {
    const mine = [...this.conversations.values()].filter((c) => c.members.has(user));
    if (request.conversationIds.length > 0) {
      const asked = mine.filter((c) => request.conversationIds.includes(c.id));
      return { ...this.#page(user, asked.slice(0, SYNC_PAGE), '', this.#now()), done: asked.length <= SYNC_PAGE };
    }
    const { ids, time } = request.cursor === '' ? this.#changedSince(user, mine, request) : parseCursor(request.cursor);
    const conversations = mine.filter((c) => ids.slice(0, SYNC_PAGE).includes(c.id));
    const rest = ids.slice(SYNC_PAGE);
    const page = this.#page(user, conversations, rest.length > 0 ? JSON.stringify({ ids: rest, time }) : '', time);
    return { ...page, remaining: request.cursor === '' ? rest.length : 0 };
  }

  #changedSince(user: Id, mine: readonly Conversation[], { since, userVersion }: UpOf<'syncRequest'>): SyncCursor {
    const changed = mine.filter((c) => c.activityAt > since - SYNC_OVERLAP_MS || c.members.get(user)!.version > userVersion);
    return { ids: changed.sort((a, b) => b.activityAt - a.activityAt).map((c) => c.id), time: this.#now() };
  }

  #page(user: Id, conversations: readonly Conversation[], nextCursor: string, syncTime: number): DownOf<'syncPage'> {
    const states = conversations.map((c) => conversationState(c, user));
    const userVersion = this.version(user);
    return {
      kind: 'syncPage',
      conversations: states,
      nextCursor,
      done: nextCursor === '',
      syncTime,
      userVersion,
      favouriteVersion: 0,
      profileVersion: 0,
      peopleVersion: 0,
      remaining: 0,
    };
  }

  #history(user: Id, { conversationId, fromSeq, toSeq, limit, direction }: UpOf<'historyRequest'>): Down {
    const conversation = this.conversations.get(conversationId);
    if (!conversation?.members.has(user)) return refusal('CONVERSATION_NOT_FOUND');
    const count = Math.min(limit, this.#historyPage);
    const { minSeq, maxSeq } = conversation.members.get(user)!;
    const last = maxSeq > 0 ? maxSeq : conversation.log.length;
    const to = Math.min(last, direction === 'forward' ? Math.min(toSeq, fromSeq + count - 1) : toSeq);
    const from = direction === 'forward' ? fromSeq : Math.max(fromSeq, to - count + 1);
    return {
      kind: 'historyPage',
      conversationId,
      epoch: 1,
      fromSeq: from,
      toSeq: to,
      lastSeq: last,
      firstSeq: minSeq,
      entries: conversation.log
        .slice(from - 1, Math.max(from - 1, to))
        .filter((e) => e.seq >= minSeq)
        .map((e) => seenBy(conversation, e, user)),
    };
  }
}

interface SyncCursor {
  readonly ids: readonly Id[];
  readonly time: number;
}

const parseCursor = (cursor: string): SyncCursor => JSON.parse(cursor) as SyncCursor;

export const refusal = (name: keyof typeof ERRORS): DownOf<'error'> => {
  const { code, retry, en } = ERRORS[name];
  return { kind: 'error', code, name, message: en, retry, retryAfterMs: 0, ref: 0 };
};

const accepted = ({ clientMsgId, messageId, seq, countableNo, createdAt }: Entry): AckResult => ({
  clientMsgId,
  code: 0,
  messageId,
  seq,
  countableNo,
  createdAt,
  retryAfterMs: 0,
});

const rejected = (clientMsgId: Id, error: keyof typeof ERRORS): AckResult => ({
  clientMsgId,
  code: ERRORS[error].code,
  messageId: '0',
  seq: 0,
  countableNo: 0,
  createdAt: 0,
  retryAfterMs: 0,
});

const NEW_MEMBER = { readSeq: 0, readCountable: 0, deliveredSeq: 0, minSeq: 1, maxSeq: 0 };

const present = ({ members }: Conversation): Id[] => [...members].flatMap(([user, { maxSeq }]) => (maxSeq === 0 ? [user] : []));

const memberState = ({ id }: Conversation, { maxSeq, ...member }: Member): MemberState => ({
  ...NO_MEMBER_STATE,
  ...member,
  conversationId: id,
  maxSeq,
  removed: maxSeq > 0,
});

function conversationState(conversation: Conversation, user: Id): ConversationState {
  const { id, log, members, activityAt, pins } = conversation;
  const member = members.get(user)!;
  const sees = ({ seq }: { readonly seq: number }): boolean => seq >= member.minSeq && (member.maxSeq === 0 || seq <= member.maxSeq);
  const last = log.findLast((e) => !isAction(e.kind) && sees(e));
  return {
    conversationId: id,
    type: 'group',
    epoch: 1,
    lastSeq: log.length,
    countableTotal: log.at(-1)?.countableNo ?? 0,
    membershipVersion: 1,
    lastActivityAt: activityAt,
    peerId: '0',
    title: id,
    avatar: '',
    memberCount: present(conversation).length,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    lastEntry: last ? seenBy(conversation, last, user) : null,
    ...NO_GROUP,
    pinnedSeqs: [...pins].filter((seq) => sees({ seq })).sort((a, b) => a - b),
    member: memberState(conversation, member),
  };
}
