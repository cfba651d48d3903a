import type { Id } from '@godwit/shared/ids/id';

// Who is typing (F-31). Pure. Nothing of it is stored; a notice that gets lost or is not repeated is forgotten after 6 s.

export const REPEAT_MS = 3_000;
export const FORGET_MS = 6_000;
/** Conversations and people remembered. */
const MAX_REMEMBERED = 1_000;

export interface Typing {
  /** When this user's typing was last told, by conversation. */
  readonly told: ReadonlyMap<Id, number>;
  /** Until when others are shown as typing, by `conversation:user`. */
  readonly shown: ReadonlyMap<string, number>;
}

export interface TypingChange {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly typing: boolean;
}

export const newTyping = (): Typing => ({ told: new Map(), shown: new Map() });

/** The user typed, or stopped: whether the others are to be told now. */
export function tell(state: Typing, conversationId: Id, typing: boolean, now: number): readonly [Typing, boolean] {
  const last = state.told.get(conversationId);
  if (typing && last !== undefined && now - last < REPEAT_MS) return [state, false];
  if (!typing && last === undefined) return [state, false];
  const told = new Map(state.told);
  if (typing) told.set(conversationId, now);
  else told.delete(conversationId);
  if (told.size > MAX_REMEMBERED) told.delete(told.keys().next().value!);
  return [{ ...state, told }, true];
}

/** A notice of the server; undefined: nothing new is to be shown. */
export function hear(state: Typing, change: TypingChange, now: number): readonly [Typing, TypingChange | undefined] {
  const key = keyOf(change);
  const known = state.shown.has(key);
  if (!change.typing && !known) return [state, undefined];
  if (change.typing && !known && state.shown.size >= MAX_REMEMBERED) return [state, undefined];
  const shown = new Map(state.shown);
  if (change.typing) shown.set(key, now + FORGET_MS);
  else shown.delete(key);
  return [{ ...state, shown }, known === change.typing ? undefined : change];
}

/** Those whose time is over. */
export function expire(state: Typing, now: number): readonly [Typing, readonly TypingChange[]] {
  const over = [...state.shown].filter(([, until]) => until <= now).map(([key]) => key);
  if (over.length === 0) return [state, []];
  const shown = new Map(state.shown);
  for (const key of over) shown.delete(key);
  return [{ ...state, shown }, over.map((key) => changeOf(key))];
}

/** ms until the first is over; undefined: nobody types. */
export const nextExpiry = ({ shown }: Typing, now: number): number | undefined =>
  shown.size === 0 ? undefined : Math.max(0, Math.min(...shown.values()) - now);

const keyOf = ({ conversationId, userId }: TypingChange): string => `${conversationId}:${userId}`;

function changeOf(key: string): TypingChange {
  const [conversationId = '', userId = ''] = key.split(':');
  return { conversationId, userId, typing: false };
}
