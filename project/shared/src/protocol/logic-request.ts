// im.logic.request: JSON questions of web and access to logic, one answer each. Parsed by logic before anything else happens.
import { z } from 'zod';
import { type Id, isId } from '../ids/id.js';
import type { Refusal } from '../outcome.js';
import type { GroupAnswer, GroupMethod } from '../rest/groups.js';
import { groupRequest } from './group-request.js';

const id = z.string().refine(isId, 'expected a decimal id');
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
const openDirect = z.object({ id: requestId, method: z.literal('openDirect'), userId: id, peerId: id });
const acceptFriend = z.object({ id: requestId, method: z.literal('acceptFriend'), userId: id, requestId: id });
const deleteFriend = z.object({ id: requestId, method: z.literal('deleteFriend'), userId: id, friendId: id });

export const logicRequest = z.union([
  z.discriminatedUnion('method', [admitSession, endedSessions, openDirect, acceptFriend, deleteFriend]),
  groupRequest(requestId),
]);

export type LogicRequest = z.infer<typeof logicRequest>;
export type LogicMethod = LogicRequest['method'];

type GroupAnswers = { readonly [M in GroupMethod]: GroupAnswer<M> };

/** What each method answers; those about groups as GROUP_CALLS says. */
export interface LogicAnswers extends GroupAnswers {
  /** The login session is valid; userVersion: the user's state version. Refused: UNAUTHENTICATED, SESSION_REVOKED. */
  readonly admitSession: { readonly userVersion: number };
  /** Those that were revoked, have expired or never were. */
  readonly endedSessions: { readonly ended: readonly Id[] };
  /** Created once per pair. Refused: NOT_FRIENDS, INVALID_ARGUMENT (oneself). */
  readonly openDirect: { readonly conversationId: Id };
  /** Repeating changes nothing and answers the same. Refused: REQUEST_NOT_FOUND. */
  readonly acceptFriend: { readonly conversationId: Id; readonly friendId: Id };
  /** Repeating changes nothing. */
  readonly deleteFriend: Record<string, never>;
}

/** The only form of an answer on the wire. */
export type LogicReply<M extends LogicMethod = LogicMethod> =
  { readonly ok: true; readonly value: LogicAnswers[M] } | { readonly ok: false; readonly refusal: Refusal };
