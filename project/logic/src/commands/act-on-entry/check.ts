// The decision table of docs/conversations.md, "Who may do what". Pure: times come from the database clock, rows were read under the row lock.
import type { Id } from '@godwit/shared/ids/id';
import { EDIT_MS, MAX_EDITS, MAX_EMOJIS, MAX_PINS, RECALL_MS } from '@godwit/shared/message-terms';
import { EVERYBODY } from '@godwit/shared/protocol/mentions';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { Refusal } from '@godwit/shared/outcome';
import { editedBody } from '@godwit/shared/protocol/changed-body';
import { type ActionKind, EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { mentionAllRefusal, writtenRefusal } from '../../send/check.js';
import { referencesOf } from '../../send/references.js';
import { CONVERSATION_TYPE, isVisible, ROLE } from '../../store/load-conversations.js';
import type { Action } from './action.js';

export interface Actor {
  readonly userId: Id;
  readonly role: number;
  readonly minSeq: number;
  readonly maxSeq: number;
  /** Why the member may not send now; undefined: he may. */
  readonly sendRefusal: Refusal | undefined;
}

/** The entry at target_seq, whatever it is. */
export interface Target {
  readonly kind: number;
  readonly senderId: Id;
  /** Of its sender now; a member's when he has left. */
  readonly senderRole: number;
  readonly ageMs: number;
  readonly body: Uint8Array;
  readonly recalled: boolean;
  readonly edits: number;
  readonly pinned: boolean;
  /** Different ones on it, and about the emoji of the action: whether anybody, and whether the actor, has chosen it. */
  readonly emojis: number;
  readonly chosen: boolean;
  readonly mine: boolean;
}

export interface Situation {
  readonly type: number;
  readonly pins: number;
  readonly actor: Actor;
  readonly target: Target;
}

type Rule = (situation: Situation, action: Action) => Refusal | undefined;

const unless =
  (error: ErrorName, holds: (situation: Situation, action: Action) => boolean): Rule =>
  (situation, action) =>
    holds(situation, action) ? undefined : { error };

const isOwn = ({ actor, target }: Situation): boolean => target.senderId === actor.userId;

/** Owners recall anything, admins what members wrote; both at any time. */
const outranks = ({ type, actor, target }: Situation): boolean =>
  type === CONVERSATION_TYPE.group && (actor.role === ROLE.owner || (actor.role === ROLE.admin && target.senderRole === ROLE.member));

const alive = unless('ENTRY_NOT_FOUND', ({ target }) => !target.recalled);
const maySend: Rule = ({ actor }) => actor.sendRefusal;
const mayPin = unless('FORBIDDEN', ({ type, actor }) => type !== CONVERSATION_TYPE.group || actor.role >= ROLE.admin);
const mayMention: Rule = ({ type, actor }, { mentions }) =>
  mentions.includes(EVERYBODY) ? mentionAllRefusal({ type }, actor.role) : undefined;
const fits: Rule = ({ target }, { body }) => writtenRefusal(editedBody(target.body, body));

/** An edit says something else about files that are there, or less; others would need the check of a message that is sent. */
const keepsFiles = unless('FILE_NOT_FOUND', ({ target }, { files }) => {
  const before = new Set(referencesOf(target.body)?.attached.map(({ fileId }) => fileId));
  return files.every((fileId) => before.has(fileId));
});

/** The first rule that refuses decides; those behind it are not asked. */
const RULES: Record<ActionKind, readonly Rule[]> = {
  recall: [
    unless('NOTHING_TO_CHANGE', ({ target }) => !target.recalled),
    unless('FORBIDDEN', (situation) => isOwn(situation) || outranks(situation)),
    unless('RECALL_EXPIRED', (situation) => situation.target.ageMs <= RECALL_MS || outranks(situation)),
  ],
  edit: [
    alive,
    unless('FORBIDDEN', isOwn),
    maySend,
    unless('EDIT_EXPIRED', ({ target }) => target.ageMs <= EDIT_MS),
    mayMention,
    fits,
    keepsFiles,
    unless('NOTHING_TO_CHANGE', ({ target }, { body }) => Buffer.compare(editedBody(target.body, body), target.body) !== 0),
    unless('LIMIT_REACHED', ({ target }) => target.edits < MAX_EDITS),
  ],
  reaction: [
    alive,
    maySend,
    unless('NOTHING_TO_CHANGE', ({ target }) => !target.mine),
    unless('LIMIT_REACHED', ({ target }) => target.chosen || target.emojis < MAX_EMOJIS),
  ],
  unreact: [unless('NOTHING_TO_CHANGE', ({ target }) => target.mine)],
  pin: [
    alive,
    mayPin,
    maySend,
    unless('NOTHING_TO_CHANGE', ({ target }) => !target.pinned),
    unless('LIMIT_REACHED', ({ pins }) => pins < MAX_PINS),
  ],
  unpin: [mayPin, unless('NOTHING_TO_CHANGE', ({ target }) => target.pinned)],
};

/** Why a member may not do it; undefined: he may. What he cannot see does not exist for him. */
export function actionRefusal(situation: Omit<Situation, 'target'> & { target: Target | undefined }, action: Action): Refusal | undefined {
  const { actor, target } = situation;
  if (actor.maxSeq !== 0) return { error: 'NOT_A_MEMBER' };
  if (target?.kind !== EntryKindNumber.message || !isVisible(actor, action.targetSeq)) return { error: 'ENTRY_NOT_FOUND' };
  for (const rule of RULES[action.kind]) {
    const refusal = rule({ ...situation, target }, action);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
