// im.logic.request: JSON questions of web and access. Every question that has an asker gets one answer.
import type { Id } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { type Outcome, refuse, unreachable } from '@godwit/shared/outcome';
import { logicRequest, type LogicRequest } from '@godwit/shared/protocol/logic-request';
import { runAcceptFriend } from '../commands/accept-friend/run.js';
import { runAdminDismissGroup } from '../commands/admin/dismiss-group.js';
import { runAdminGroup, runAdminGroups } from '../commands/admin/groups.js';
import { runAdminReport, runAdminReports } from '../commands/admin/reports.js';
import { runAdminResolveReport } from '../commands/admin/resolve-report.js';
import type { AdmitSessions } from '../commands/admit-session/run.js';
import { runBlock, runUnblock } from '../commands/block/run.js';
import { runBroadcastNotification } from '../commands/broadcast-notification/run.js';
import { runChangeFriend } from '../commands/change-friend/run.js';
import { runChangeSettings } from '../commands/change-settings/run.js';
import { runDeleteAccount } from '../commands/delete-account/run.js';
import { runDeleteFriend } from '../commands/delete-friend/run.js';
import { runEndedSessions } from '../commands/ended-sessions/run.js';
import { runOwnConversations, runOwnMessages } from '../commands/export/run.js';
import { runFavouritesOf, runStar, runUnstar } from '../commands/favourite/run.js';
import { runFileAccess } from '../commands/file-access/run.js';
import { isGroupRequest, runGroupCommand } from '../commands/group/run.js';
import { runOpenDirect } from '../commands/open-direct/run.js';
import type { CommandParts } from '../commands/parts.js';
import { type PresenceOfParts, runPresenceOf } from '../commands/presence-of/run.js';
import { runReadersOf } from '../commands/readers-of/run.js';
import { runReport } from '../commands/report/run.js';
import { runRoomMembers } from '../commands/room-members/run.js';
import { runRoomsOf } from '../commands/rooms-of/run.js';
import { runSharedFiles } from '../commands/shared-files/run.js';
import type { Actor } from '../store/audit-log.js';
import { Overloaded } from '../gather.js';
import { AccountGone } from '../store/account-gone.js';

const RETRY_AFTER_MS = 1_000;

export interface RequestParts extends CommandParts, PresenceOfParts {
  readonly admitSessions: AdmitSessions;
  readonly log: Logger;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The encoded answer. Never rejects. */
export const answerRequest = async (parts: RequestParts, bytes: Uint8Array): Promise<Uint8Array> =>
  encoder.encode(JSON.stringify(await answered(parts, bytes)));

export const OVERLOADED_ANSWER: Uint8Array = encoder.encode(JSON.stringify(refuse('OVERLOADED', undefined, RETRY_AFTER_MS)));

async function answered(parts: RequestParts, bytes: Uint8Array): Promise<Outcome<unknown>> {
  const request = parse(bytes);
  if (request === undefined) return refuse('INVALID_ARGUMENT', 'not a request of im.logic.request');
  try {
    return await run(parts, request);
  } catch (error) {
    if (error instanceof Overloaded) return refuse('OVERLOADED', undefined, RETRY_AFTER_MS);
    if (error instanceof AccountGone) return refuse('USER_NOT_FOUND');
    parts.log.warn({ err: error, method: request.method, request: request.id }, 'a request could not be answered');
    return refuse('UNAVAILABLE', undefined, RETRY_AFTER_MS);
  }
}

function parse(bytes: Uint8Array): LogicRequest | undefined {
  try {
    return logicRequest.safeParse(JSON.parse(decoder.decode(bytes))).data;
  } catch {
    return undefined;
  }
}

function run(parts: RequestParts, request: LogicRequest): Promise<Outcome<unknown>> {
  if (isGroupRequest(request)) return runGroupCommand(parts, request);
  switch (request.method) {
    case 'admitSession':
      return parts.admitSessions.submit({ sessionId: request.sessionId, userId: request.userId });
    case 'endedSessions':
      return runEndedSessions(parts, request);
    case 'roomsOf':
      return runRoomsOf(parts, request);
    case 'roomMembers':
      return runRoomMembers(parts, request);
    case 'openDirect':
      return runOpenDirect(parts, request);
    case 'acceptFriend':
      return runAcceptFriend(parts, request);
    case 'deleteFriend':
      return runDeleteFriend(parts, request);
    case 'changeFriend':
      return runChangeFriend(parts, request);
    case 'block':
      return runBlock(parts, request);
    case 'unblock':
      return runUnblock(parts, request);
    case 'changeSettings':
      return runChangeSettings(parts, request);
    case 'readersOf':
      return runReadersOf(parts, request);
    case 'sharedFiles':
      return runSharedFiles(parts, request);
    case 'fileAccess':
      return runFileAccess(parts, request);
    case 'star':
      return runStar(parts, request);
    case 'unstar':
      return runUnstar(parts, request);
    case 'favouritesOf':
      return runFavouritesOf(parts, request);
    case 'report':
      return runReport(parts, request);
    case 'presenceOf':
      return runPresenceOf(parts, request);
    case 'deleteAccount':
      return runDeleteAccount(parts, request);
    case 'adminGroups':
      return runAdminGroups(parts, request);
    case 'adminGroup':
      return runAdminGroup(parts, request);
    case 'adminDismissGroup':
      return runAdminDismissGroup(parts, actorOf(request), request);
    case 'adminReports':
      return runAdminReports(parts, request);
    case 'adminReport':
      return runAdminReport(parts, actorOf(request), request);
    case 'adminResolveReport':
      return runAdminResolveReport(parts, actorOf(request), request);
    case 'ownConversations':
      return runOwnConversations(parts, request);
    case 'ownMessages':
      return runOwnMessages(parts, request);
    case 'broadcastNotification':
      return runBroadcastNotification(parts, request);
    default:
      return unreachable(request);
  }
}

const actorOf = ({ id: requestId, adminId, ip }: { readonly id: string; readonly adminId: Id; readonly ip: string }): Actor => ({
  adminId,
  requestId,
  ip,
});
