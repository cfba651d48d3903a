// im.logic.request: JSON questions of web and access to logic, one answer each. Parsed by logic before anything else happens.
import { z } from 'zod';
import { type Id, isId, NO_ID } from '../ids/id.js';
import type { Refusal } from '../outcome.js';
import {
  actor,
  type AdminGroupDetails,
  type AdminGroupsPage,
  adminGroupsQuery,
  adminReason,
  type AdminReportDetails,
  type AdminReportsPage,
  adminReportsQuery,
  resolveBody,
} from '../rest/admin.js';
import type { ConversationsPage, MessagesPage } from '../rest/export.js';
import { type FavouritePage, MAX_FAVOURITES_A_PAGE } from '../rest/favourites.js';
import type { GroupAnswer, GroupMethod } from '../rest/groups.js';
import { groupRequest } from './group-request.js';
import { MAX_SHARED_FILES, type Readers, settingsPatch, type SharedFiles, sharedFilesQuery } from '../rest/conversations.js';
import { friendPatch } from '../rest/friends.js';
import { MAX_PRESENCES, type PresenceAnswer } from '../rest/presence.js';
import { type Reported, reportRequest } from '../rest/reports.js';
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
const changeFriend = z.object({ id: requestId, method: z.literal('changeFriend'), userId: id, friendId: id, changes: friendPatch });
/** sessionId: the sign-in that asks; it must not be over. */
const deleteAccount = z.object({ id: requestId, method: z.literal('deleteAccount'), userId: id, sessionId: id });
const changeSettings = z.object({
  id: requestId,
  method: z.literal('changeSettings'),
  userId: id,
  conversationId: id,
  changes: settingsPatch,
});
/** From 1, as on the wire. */
const seq = z.number().int().min(1).max(4_294_967_295);
const readersOf = z.object({
  id: requestId,
  method: z.literal('readersOf'),
  userId: id,
  conversationId: id,
  seq,
  /** Readers with a larger user id; NO_ID = all. */
  after: id.or(z.literal(NO_ID)),
});
const sharedFiles = z.object({
  id: requestId,
  method: z.literal('sharedFiles'),
  userId: id,
  conversationId: id,
  kind: sharedFilesQuery.shape.kind,
  /** Older messages; 0 = from the newest. */
  before: seq.or(z.literal(0)),
  limit: z.number().int().min(1).max(MAX_SHARED_FILES),
});
const fileAccess = z.object({ id: requestId, method: z.literal('fileAccess'), userId: id, fileId: id });
const star = z.object({ id: requestId, method: z.literal('star'), userId: id, conversationId: id, seq });
const unstar = z.object({ id: requestId, method: z.literal('unstar'), userId: id, conversationId: id, seq });
const favouritesOf = z.object({
  id: requestId,
  method: z.literal('favouritesOf'),
  userId: id,
  /** Those behind: `next` of a page; NO_ID = from the newest. */
  before: id.or(z.literal(NO_ID)),
  limit: z.number().int().min(1).max(MAX_FAVOURITES_A_PAGE),
});
const report = z.object({ id: requestId, method: z.literal('report'), userId: id, report: reportRequest });
const presenceOf = z.object({ id: requestId, method: z.literal('presenceOf'), userId: id, userIds: z.array(id).max(MAX_PRESENCES) });
const adminGroups = z.object({ id: requestId, method: z.literal('adminGroups'), ...adminGroupsQuery.shape });
const adminGroup = z.object({ id: requestId, method: z.literal('adminGroup'), conversationId: id });
const adminDismissGroup = z.object({
  id: requestId,
  method: z.literal('adminDismissGroup'),
  ...actor,
  conversationId: id,
  reason: adminReason,
});
const adminReports = z.object({ id: requestId, method: z.literal('adminReports'), ...adminReportsQuery.shape });
const adminReport = z.object({ id: requestId, method: z.literal('adminReport'), ...actor, reportId: id });
const adminResolveReport = z.object({
  id: requestId,
  method: z.literal('adminResolveReport'),
  ...actor,
  reportId: id,
  ...resolveBody.shape,
});
/** after: `next` of the page before; NO_ID = from the first. */
const ownConversations = z.object({ id: requestId, method: z.literal('ownConversations'), userId: id, after: id.or(z.literal(NO_ID)) });
const ownMessages = z.object({
  id: requestId,
  method: z.literal('ownMessages'),
  userId: id,
  conversationId: id,
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
    changeFriend,
    block,
    unblock,
    changeSettings,
    readersOf,
    sharedFiles,
    fileAccess,
    star,
    unstar,
    favouritesOf,
    report,
    presenceOf,
    deleteAccount,
    adminGroups,
    adminGroup,
    adminDismissGroup,
    adminReports,
    adminReport,
    adminResolveReport,
    ownConversations,
    ownMessages,
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
  /** Created once per pair, of friends or by a stranger whom the peer lets write; with oneself: the notes to oneself. Refused: NOT_FRIENDS. */
  readonly openDirect: { readonly conversationId: Id };
  /** Repeating changes nothing and answers the same. Refused: REQUEST_NOT_FOUND. */
  readonly acceptFriend: { readonly conversationId: Id; readonly friendId: Id };
  /** Repeating changes nothing. */
  readonly deleteFriend: Record<string, never>;
  /** Refused: NOT_FRIENDS. */
  readonly changeFriend: Record<string, never>;
  /** Repeating changes nothing. Refused: USER_NOT_FOUND, INVALID_ARGUMENT (oneself). */
  readonly block: Record<string, never>;
  /** Repeating changes nothing. */
  readonly unblock: Record<string, never>;
  /** The member's state with all of the changes. Refused, with none of them: CONVERSATION_NOT_FOUND, LIMIT_REACHED. */
  readonly changeSettings: MemberState;
  /** Readers of an entry, by user id. Refused: CONVERSATION_NOT_FOUND, ENTRY_NOT_FOUND, NOT_SUPPORTED (direct, over 100 members). */
  readonly readersOf: Readers;
  /** Messages with files, or links, that the user may see, the newest first. Refused: CONVERSATION_NOT_FOUND. */
  readonly sharedFiles: SharedFiles;
  /** Whether the user may have the file: his own, an avatar of now, or one of a message that he may see. */
  readonly fileAccess: { readonly allowed: boolean };
  /** Repeating changes nothing. Refused: CONVERSATION_NOT_FOUND, ENTRY_NOT_FOUND (also what he cannot see), LIMIT_REACHED. */
  readonly star: Record<string, never>;
  /** Repeating changes nothing. */
  readonly unstar: Record<string, never>;
  /** Of the user alone, the newest star first. */
  readonly favouritesOf: FavouritePage;
  /**
   * Kept with what the user could see. Repeating while it is open changes nothing and answers the same. Refused:
   * CONVERSATION_NOT_FOUND, ENTRY_NOT_FOUND, USER_NOT_FOUND, INVALID_ARGUMENT (oneself), RATE_LIMIT.
   */
  readonly report: Reported;
  /** What the user may know of each. Refused: UNAVAILABLE, whoever is asked for, while it is not known who is online. */
  readonly presenceOf: PresenceAnswer;
  /** Everything or nothing; repeated it changes nothing. revoked: sign-ins that ended. Refused: OWNER_CANNOT_LEAVE, SESSION_REVOKED, OVERLOADED. */
  readonly deleteAccount: { readonly revoked: readonly Id[] };
  readonly adminGroups: AdminGroupsPage;
  /** Refused: CONVERSATION_NOT_FOUND. */
  readonly adminGroup: AdminGroupDetails;
  /** In the audit log with it. Refused: NOT_FOUND (not an admin), CONVERSATION_NOT_FOUND, NOTHING_TO_CHANGE (it is over). */
  readonly adminDismissGroup: Record<string, never>;
  readonly adminReports: AdminReportsPage;
  /** With the evidence; in the audit log. Refused: NOT_FOUND. */
  readonly adminReport: AdminReportDetails;
  /** recall: what is recalled already stays so. Refused: NOT_FOUND, REPORT_RESOLVED, INVALID_ARGUMENT (a recall of what is no message). */
  readonly adminResolveReport: Record<string, never>;
  /** Those that the user has or has left, by id. */
  readonly ownConversations: ConversationsPage;
  /** What the user has sent there and not recalled or deleted for himself. */
  readonly ownMessages: MessagesPage;
  /** To every session of every node; nobody is told who was not online. For operators: no route of users leads here. Refused: UNAVAILABLE. */
  readonly broadcastNotification: Record<string, never>;
}

/** The only form of an answer on the wire. */
export type LogicReply<M extends LogicMethod = LogicMethod> =
  { readonly ok: true; readonly value: LogicAnswers[M] } | { readonly ok: false; readonly refusal: Refusal };
