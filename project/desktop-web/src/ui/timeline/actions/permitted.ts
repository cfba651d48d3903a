// What the menu of a message offers: as the server decides (docs/conversations.md, "Who may do what"), as far as this device can know.
import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { GROUP_ROLES, type GroupRole } from '@godwit/shared/group-terms';
import { MAX_PINS, RECALL_MS } from '@godwit/shared/message-terms';
import { isEditable, isWithin } from '../../composer/editable.js';
import { listsReaders } from '../lists-readers.js';

/** In the order of the menu. */
export const MESSAGE_ACTIONS = [
  'react',
  'reply',
  'retry',
  'edit',
  'copy',
  'forward',
  'select',
  'star',
  'unstar',
  'pin',
  'unpin',
  'link',
  'readers',
  'details',
  'report',
  'recall',
  'hide',
  'discard',
] as const;
export type MessageAction = (typeof MESSAGE_ACTIONS)[number];

/** What the message itself does not say. */
export interface Circumstances {
  /** ms since 1970. */
  readonly now: number;
  /** The user may write here now. */
  readonly maySend: boolean;
  readonly starred: boolean;
  /** Of the sender, as far as the user is an admin of the group; undefined: not known, or he has left. */
  readonly senderRole: GroupRole | undefined;
}

interface Case extends Circumstances {
  readonly item: EntryItem;
  readonly conversation: Conversation;
}

type Rule = (about: Case) => boolean;

const roleOf = ({ type, role }: Conversation): GroupRole | undefined => (type === 'group' ? GROUP_ROLES[role] : undefined);

/** In a group the owner and admins decide what is pinned. */
export const maySetPins = (conversation: Conversation): boolean => !conversation.removed && roleOf(conversation) !== 'member';

const isAlive: Rule = ({ item }) => !item.recalled;
const mayWrite: Rule = ({ item, conversation, maySend }) => !item.recalled && !conversation.removed && maySend;
const mayPin: Rule = ({ conversation }) => maySetPins(conversation);
const isPinned: Rule = ({ item, conversation }) => conversation.pinnedSeqs.includes(item.seq);

/** Owners recall anything, admins what members wrote; both at any time. */
const outranks: Rule = ({ conversation, senderRole }) =>
  roleOf(conversation) === 'owner' || (roleOf(conversation) === 'admin' && senderRole === 'member');

const NEVER: Rule = () => false;

const RULES: Record<MessageAction, Rule> = {
  react: mayWrite,
  reply: mayWrite,
  edit: (about) => mayWrite(about) && isEditable(about.item, about.now),
  copy: (about) => isAlive(about) && about.item.body.text !== '',
  forward: isAlive,
  select: isAlive,
  star: (about) => isAlive(about) && !about.starred,
  unstar: ({ starred }) => starred,
  pin: (about) => mayWrite(about) && mayPin(about) && !isPinned(about) && about.conversation.pinnedSeqs.length < MAX_PINS,
  unpin: (about) => mayPin(about) && isPinned(about),
  link: isAlive,
  readers: ({ conversation }) => listsReaders(conversation),
  details: () => true,
  report: (about) => isAlive(about) && !about.item.mine,
  recall: (about) =>
    isAlive(about) && !about.conversation.removed && ((about.item.mine && isWithin(about.item, about.now, RECALL_MS)) || outranks(about)),
  hide: () => true,
  retry: NEVER,
  discard: NEVER,
};

/** What can be done with a message, in the order of the menu. */
export function permittedActions(
  item: EntryItem | PendingItem,
  conversation: Conversation,
  circumstances: Circumstances,
): readonly MessageAction[] {
  if (item.at === 'pending') return ofUnsent(item);
  return MESSAGE_ACTIONS.filter((action) => RULES[action]({ item, conversation, ...circumstances }));
}

function ofUnsent({ state, body }: PendingItem): readonly MessageAction[] {
  const copy: readonly MessageAction[] = body.text === '' ? [] : ['copy'];
  return state === 'failed' ? ['retry', ...copy, 'discard'] : copy;
}
