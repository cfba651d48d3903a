// im.logic.request: JSON questions of web and access to logic, one answer each. Parsed by logic before anything else happens.
import { z } from 'zod';
import { type Id, isId, NO_ID } from '../ids/id.js';
import type { Refusal } from '../outcome.js';
import type { GroupAnswer, GroupMethod } from '../rest/groups.js';
import { groupRequest } from './group-request.js';
import { type Readers, settingsPatch } from '../rest/conversations.js';
import { remark } from '../rest/fields.js';
import type { MemberState } from './messages/member-state.js';

const id = z.string().refine(isId, 'expected a decimal id');
/** What fits a NATS message with room to spare. */
export const MAX_ASKED_USERS = 10_000;
/** Chosen by the asker, for the logs of both sides. */
const requestId = z.string().min(1).max(100);

const admitSession = z.object({ id: requestId, method: z.literal('admitSession'), sessionId: id, userId: id });
/** Sign-ins that one question may name. */
export const MAX_ASKED_SESSIONS = 1_000;
const endedSessions = z.object({
  id: requestId,
  method: z.literal('endedSessions'),
  sessionIds: z.array(id).min(1).max(MAX_ASKED_SESSIONS),
});
const roomsOf = z.object({ id: requestId, method: z.literal('roomsOf'), userIds: z.array(id).max(MAX_ASKED_USERS) });
const roomMembers = z.object({
  id: requestId,
  method: z.literal('roomMembers'),
  conversationId: id,
  userIds: z.array(id).max(MAX_ASKED_USERS),
});
const openDirect = z.object({ id: requestId, method: z.literal('openDirect'), userId: id, peerId: id });
const acceptFriend = z.object({ id: requestId, method: z.literal('acceptFriend'), userId: id, requestId: id });
const deleteFriend = z.object({ id: requestId, method: z.literal('deleteFriend'), userId: id, friendId: id });
const block = z.object({ id: requestId, method: z.literal('block'), userId: id, blockedId: id });
const unblock = z.object({ id: requestId, method: z.literal('unblock'), userId: id, blockedId: id });
const setRemark = z.object({ id: requestId, method: z.literal('setRemark'), userId: id, friendId: id, remark });
const changeSettings = z.object({
  id: requestId,
  method: z.literal('changeSettings'),
  userId: id,
  conversationId: id,
  changes: settingsPatch,
});
const readersOf = z.object({
  id: requestId,
  method: z.literal('readersOf'),
  userId: id,
  conversationId: id,
  seq: z.number().int().min(1).max(4_294_967_295),
  /** Readers with a larger user id; NO_ID = all. */
  after: id.or(z.literal(NO_ID)),
});
const broadcastNotification = z.object({
  id: requestId,
  method: z.literal('broadcastNotification'),
  code: z.string().max(64),
  title: z.string().max(200),
  text: z.string().max(4_000),
});

export const logicRequest = z.union([
  z.discriminatedUnion('method', [
    admitSession,
    endedSessions,
    roomsOf,
    roomMembers,
    openDirect,
    acceptFriend,
    deleteFriend,
    setRemark,
    block,
    unblock,
    changeSettings,
    readersOf,
    broadcastNotification,
  ]),
  groupRequest(requestId),
]);

export type LogicRequest = z.infer<typeof logicRequest>;
export type LogicMethod = LogicRequest['method'];

/** A room that a user is a member of now. He sees its log from minSeq on; version and lastSeq: of the same moment. */
export interface RoomPlace {
  readonly conversationId: Id;
  readonly version: number;
  readonly minSeq: number;
  readonly lastSeq: number;
}

type GroupAnswers = { readonly [M in GroupMethod]: GroupAnswer<M> };

/** What each method answers; those about groups as GROUP_CALLS says. */
export interface LogicAnswers extends GroupAnswers {
  /** The login session is valid; userVersion: the user's state version. Refused: UNAUTHENTICATED, SESSION_REVOKED. */
  readonly admitSession: { readonly userVersion: number; readonly rooms: readonly RoomPlace[] };
  /** Those that were revoked, have expired or never were. */
  readonly endedSessions: { readonly ended: readonly Id[] };
  readonly roomsOf: { readonly rooms: readonly (RoomPlace & { readonly userId: Id })[] };
  /** Of the users asked about those who are members at this version; version 0: no such room. */
  readonly roomMembers: { readonly version: number; readonly members: readonly { readonly userId: Id; readonly minSeq: number }[] };
  /** Created once per pair, of friends or by a stranger whom the peer lets write. Refused: NOT_FRIENDS, INVALID_ARGUMENT (oneself). */
  readonly openDirect: { readonly conversationId: Id };
  /** Repeating changes nothing and answers the same. Refused: REQUEST_NOT_FOUND. */
  readonly acceptFriend: { readonly conversationId: Id; readonly friendId: Id };
  /** Repeating changes nothing. */
  readonly deleteFriend: Record<string, never>;
  /** Refused: NOT_FRIENDS. */
  readonly setRemark: Record<string, never>;
  /** Repeating changes nothing. Refused: USER_NOT_FOUND, INVALID_ARGUMENT (oneself). */
  readonly block: Record<string, never>;
  /** Repeating changes nothing. */
  readonly unblock: Record<string, never>;
  /** The member's state with all of the changes. Refused, with none of them: CONVERSATION_NOT_FOUND, LIMIT_REACHED. */
  readonly changeSettings: MemberState;
  /** Readers of an entry, by user id. Refused: CONVERSATION_NOT_FOUND, ENTRY_NOT_FOUND, NOT_SUPPORTED (direct, over 100 members). */
  readonly readersOf: Readers;
  /** To every session of every node; nobody is told who was not online. For operators: no route of users leads here. Refused: UNAVAILABLE. */
  readonly broadcastNotification: Record<string, never>;
}

/** The only form of an answer on the wire. */
export type LogicReply<M extends LogicMethod = LogicMethod> =
  { readonly ok: true; readonly value: LogicAnswers[M] } | { readonly ok: false; readonly refusal: Refusal };
