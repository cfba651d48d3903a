import type { Id } from '@godwit/shared/ids/id';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SystemEvent } from '@godwit/shared/protocol/messages/system-event';
import { verify } from '@godwit/shared/protocol/verify';
import type { Entry } from '../wire.js';
import type { ConversationRecord } from './conversation-record.js';

/** What an entry about the group itself says; it is the news of everybody, so nobody asks the server for it. */
export function applyGroupEvent(record: ConversationRecord, entry: Entry, me: Id): ConversationRecord {
  const event = eventOf(entry);
  if (event === null) return record;
  return { ...record, ...changeOf(event), ...(ends(event, me) ? { removed: true, maxSeq: entry.seq } : {}) };
}

/** Whether what comes after the entry is not for this user, unless he comes back. */
export function endsStay(entry: Entry, me: Id): boolean {
  const event = eventOf(entry);
  return event !== null && ends(event, me);
}

const eventOf = ({ kind, body }: Entry): SystemEvent | null =>
  (kind === 'member' || kind === 'info') && verify('MessageBody', body) ? decodeMessageBody(body).system : null;

const ends = ({ code, operatorId, targetIds }: SystemEvent, me: Id): boolean =>
  code === 'group_dismissed' || (code === 'member_left' && operatorId === me) || (code === 'member_removed' && targetIds.includes(me));

/** Codes of a newer server change nothing here: the next sync brings what they did. */
function changeOf({ code, targetIds, args }: SystemEvent): Partial<ConversationRecord> {
  switch (code) {
    case 'members_joined':
    case 'member_left':
    case 'member_removed':
      return { memberCount: Number(args[0]) };
    case 'owner_changed':
      return { ownerId: targetIds[0] ?? '0' };
    case 'group_changed':
      return patchOf(args);
    case 'group_dismissed':
      return { memberCount: 0 };
    default:
      return {};
  }
}

const READ: Record<string, (value: string) => Partial<ConversationRecord>> = {
  title: (title) => ({ title }),
  avatar: (avatar) => ({ avatar }),
  announcement: (announcement) => ({ announcement }),
  joinMode: (mode) => ({
    joinMode: Math.max(
      0,
      JOIN_MODES.findIndex((m) => m === mode),
    ),
  }),
  historyForNew: (value) => ({ historyForNew: value === 'true' }),
  muteAll: (value) => ({ muteAll: value === 'true' }),
};

/** Names and values in turn. */
function patchOf(args: readonly string[]): Partial<ConversationRecord> {
  const patch: Partial<ConversationRecord> = {};
  for (let i = 0; i + 1 < args.length; i += 2) Object.assign(patch, READ[args[i]!]?.(args[i + 1]!));
  return patch;
}
