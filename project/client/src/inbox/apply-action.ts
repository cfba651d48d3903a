// What an entry about another does to a cached one. Pure, and the same for disk, screen and list, so that all end equal.
import type { Id } from '@godwit/shared/ids/id';
import { editedBody, NO_BODY, withoutPreview } from '@godwit/shared/protocol/changed-body';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { byEmoji, type Reaction } from '@godwit/shared/protocol/messages/reaction';
import { verify } from '@godwit/shared/protocol/verify';
import type { Entry } from '../wire.js';
import type { CachedEntry } from './cached-entry.js';
import type { Range } from './conversation-record.js';

const MAX_NAMED = 20;

/** Which entries an action may change: a recall also the edits and quotes that came behind its target. */
export const reach = ({ kind, seq, targetSeq }: Entry): Range => ({ from: targetSeq, to: kind === 'recall' ? seq - 1 : targetSeq });

/** The same object when nothing of it changes. An action that the entry is known to have behind it does nothing again. */
export function applyAction(entry: CachedEntry, action: Entry, me: Id): CachedEntry {
  if (action.seq <= entry.asOf) return entry;
  const change = entry.seq === action.targetSeq ? ofTarget(entry, action, me) : ofMention(entry, action);
  return change === undefined ? entry : { ...entry, ...change, asOf: action.seq };
}

export const applyActions = (entry: CachedEntry, actions: readonly Entry[], me: Id): CachedEntry =>
  actions.reduce<CachedEntry>((changed, action) => applyAction(changed, action, me), entry);

type Change = Partial<Entry> | undefined;

function ofTarget(entry: Entry, action: Entry, me: Id): Change {
  if (entry.recalled) return undefined;
  switch (action.kind) {
    case 'recall':
      return { recalled: true, body: NO_BODY, editedAt: 0, reactions: [] };
    case 'edit':
      // empty: it was recalled since
      return isBody(action.body) && isBody(entry.body)
        ? { body: editedBody(entry.body, action.body), editedAt: action.createdAt }
        : undefined;
    case 'reaction':
      return { reactions: reacted(entry.reactions, action, me) };
    case 'unreact':
      return { reactions: unreacted(entry.reactions, action, me) };
    default:
      return undefined;
  }
}

/** An entry that speaks of the target of a recall: an edit of it, or a message that quotes it. */
function ofMention(entry: Entry, { kind, targetSeq }: Entry): Change {
  if (kind !== 'recall' || entry.targetSeq !== targetSeq) return undefined;
  if (entry.kind === 'edit') return { body: NO_BODY };
  return entry.kind === 'message' ? { body: unquoted(entry.body) } : undefined;
}

const isBody = (bytes: Uint8Array): boolean => verify('MessageBody', bytes);

export const unquoted = (body: Uint8Array): Uint8Array => (isBody(body) ? withoutPreview(body) : body);

const emojiOf = ({ body }: Entry): string => (isBody(body) ? decodeMessageBody(body).text : '');

function reacted(reactions: readonly Reaction[], action: Entry, me: Id): readonly Reaction[] {
  const emoji = emojiOf(action);
  const { count, userIds, mine } = reactions.find((r) => r.emoji === emoji) ?? { count: 0, userIds: [], mine: false };
  const { senderId } = action;
  const more = { emoji, count: count + 1, userIds: [senderId, ...userIds].slice(0, MAX_NAMED), mine: mine || senderId === me };
  return [...reactions.filter((r) => r.emoji !== emoji), more].sort(byEmoji);
}

function unreacted(reactions: readonly Reaction[], action: Entry, me: Id): readonly Reaction[] {
  const emoji = emojiOf(action);
  const { senderId } = action;
  return reactions.flatMap((r) => {
    if (r.emoji !== emoji) return [r];
    if (r.count <= 1) return [];
    return [{ ...r, count: r.count - 1, userIds: r.userIds.filter((id) => id !== senderId), mine: r.mine && senderId !== me }];
  });
}
