import { EntryKind as EntryKindNumber } from '../generated/entry-kind.js';

export { EntryKindNumber };
export type EntryKind = keyof typeof EntryKindNumber;

/** Kinds of a newer peer read as `info`: they keep their seq and show nothing. */
export const entryKindOf = (number: number): EntryKind => (EntryKindNumber[number] ?? 'info') as EntryKind;

/** What clients send about the message at targetSeq. */
export const ACTION_KINDS = ['recall', 'edit', 'reaction', 'unreact', 'pin', 'unpin'] as const satisfies readonly EntryKind[];
export type ActionKind = (typeof ACTION_KINDS)[number];

const ACTIONS: ReadonlySet<EntryKind> = new Set(ACTION_KINDS);
export const isAction = (kind: EntryKind): kind is ActionKind => ACTIONS.has(kind);

/** What a list shows of a conversation; actions change what is there instead. */
export const PREVIEWED_KINDS = ['message', 'system', 'member', 'info'] as const satisfies readonly EntryKind[];
