// What entries about others do, as rules of the model. Written for itself: nothing here is code of the client.
import type { Id } from '@godwit/shared/ids/id';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Entry, OutgoingEntry } from '../wire.js';

interface Choice {
  readonly seq: number;
  readonly user: Id;
  readonly emoji: string;
}

/** A log, and what lies beside it. log[seq - 1] is as it is now; its reactions are those of `choices`. */
export interface Log {
  readonly log: Entry[];
  choices: readonly Choice[];
  pins: ReadonlySet<number>;
}

const NOTHING = new Uint8Array(0);

/** Why it is refused; undefined: the log has changed as the action says, but for the entry itself. */
export function act(of: Log, user: Id, { kind, targetSeq, body }: OutgoingEntry, now: number): ErrorName | undefined {
  const target = of.log[targetSeq - 1];
  if (target?.kind !== 'message') return 'ENTRY_NOT_FOUND';
  const emoji = kind === 'reaction' || kind === 'unreact' ? decodeMessageBody(body).text : '';
  const isChosen = (c: Choice): boolean => c.seq === targetSeq && c.user === user && c.emoji === emoji;
  const mine = of.choices.some(isChosen);
  switch (kind) {
    case 'recall':
      if (target.recalled) return 'NOTHING_TO_CHANGE';
      if (target.senderId !== user) return 'FORBIDDEN';
      return recall(of, target);
    case 'edit':
      if (target.recalled) return 'ENTRY_NOT_FOUND';
      if (target.senderId !== user) return 'FORBIDDEN';
      of.log[targetSeq - 1] = { ...target, editedAt: now, body: withQuote(body, decodeMessageBody(target.body).replyTo) };
      return undefined;
    case 'reaction':
      if (target.recalled) return 'ENTRY_NOT_FOUND';
      if (mine) return 'NOTHING_TO_CHANGE';
      of.choices = [...of.choices, { seq: targetSeq, user, emoji }];
      return undefined;
    case 'unreact':
      if (!mine) return 'NOTHING_TO_CHANGE';
      of.choices = of.choices.filter((c) => !isChosen(c));
      return undefined;
    default:
      return pin(of, target, kind === 'pin');
  }
}

function recall(of: Log, target: Entry): undefined {
  of.choices = of.choices.filter((c) => c.seq !== target.seq);
  of.pins = without(of.pins, target.seq);
  for (const [i, entry] of of.log.entries()) {
    if (entry.seq === target.seq) of.log[i] = { ...entry, recalled: true, editedAt: 0, body: NOTHING };
    else if (entry.targetSeq === target.seq && entry.kind === 'edit') of.log[i] = { ...entry, body: NOTHING };
    else if (entry.targetSeq === target.seq && entry.kind === 'message' && !entry.recalled)
      of.log[i] = { ...entry, body: silent(entry.body) };
  }
}

function pin(of: Log, target: Entry, pinned: boolean): ErrorName | undefined {
  if (pinned && target.recalled) return 'ENTRY_NOT_FOUND';
  if (of.pins.has(target.seq) === pinned) return 'NOTHING_TO_CHANGE';
  of.pins = pinned ? new Set([...of.pins, target.seq]) : without(of.pins, target.seq);
  return undefined;
}

const without = (seqs: ReadonlySet<number>, gone: number): ReadonlySet<number> => new Set([...seqs].filter((seq) => seq !== gone));

type Quote = ReturnType<typeof decodeMessageBody>['replyTo'];

const withQuote = (body: Uint8Array, replyTo: Quote): Uint8Array => encodeMessageBody({ ...decodeMessageBody(body), replyTo });

function silent(body: Uint8Array): Uint8Array {
  const { replyTo } = decodeMessageBody(body);
  return replyTo === null ? body : withQuote(body, { ...replyTo, preview: '' });
}

/** A message as it goes into the log: what it quotes is decided here. minSeq: the first that its sender sees. */
export function written({ log }: Log, body: Uint8Array, minSeq: number): { readonly targetSeq: number; readonly body: Uint8Array } {
  const targetSeq = decodeMessageBody(body).replyTo?.seq ?? 0;
  const quoted = log[targetSeq - 1];
  const gone = targetSeq > 0 && (targetSeq < minSeq || quoted?.kind !== 'message' || quoted.recalled);
  return { targetSeq, body: gone ? silent(body) : body };
}

/** As a page of history shows it to a user. */
export function seenBy({ choices }: Log, entry: Entry, user: Id): Entry {
  const on = choices.filter((c) => c.seq === entry.seq);
  const emojis = [...new Set(on.map((c) => c.emoji))].sort();
  const reactions = emojis.map((emoji) => {
    const userIds = on
      .filter((c) => c.emoji === emoji)
      .map((c) => c.user)
      .reverse();
    return { emoji, count: userIds.length, userIds, mine: userIds.includes(user) };
  });
  return { ...entry, reactions };
}
