// im.logic.request: JSON questions of web and access. Every question that has an asker gets one answer.
import type { Logger } from '@godwit/shared/log';
import { type Outcome, refuse, unreachable } from '@godwit/shared/outcome';
import { logicRequest, type LogicRequest } from '@godwit/shared/protocol/logic-request';
import { runAcceptFriend } from '../commands/accept-friend/run.js';
import type { AdmitSessions } from '../commands/admit-session/run.js';
import { runBlock, runUnblock } from '../commands/block/run.js';
import { runBroadcastNotification } from '../commands/broadcast-notification/run.js';
import { runChangeSettings } from '../commands/change-settings/run.js';
import { runDeleteFriend } from '../commands/delete-friend/run.js';
import { runEndedSessions } from '../commands/ended-sessions/run.js';
import { isGroupRequest, runGroupCommand } from '../commands/group/run.js';
import { runOpenDirect } from '../commands/open-direct/run.js';
import type { CommandParts } from '../commands/parts.js';
import { runReadersOf } from '../commands/readers-of/run.js';
import { runSetRemark } from '../commands/set-remark/run.js';
import { runRoomMembers } from '../commands/room-members/run.js';
import { runRoomsOf } from '../commands/rooms-of/run.js';
import { Overloaded } from '../gather.js';

const RETRY_AFTER_MS = 1_000;

export interface RequestParts extends CommandParts {
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
    case 'setRemark':
      return runSetRemark(parts, request);
    case 'block':
      return runBlock(parts, request);
    case 'unblock':
      return runUnblock(parts, request);
    case 'changeSettings':
      return runChangeSettings(parts, request);
    case 'readersOf':
      return runReadersOf(parts, request);
    case 'broadcastNotification':
      return runBroadcastNotification(parts, request);
    default:
      return unreachable(request);
  }
}
