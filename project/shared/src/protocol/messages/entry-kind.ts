import { EntryKind as EntryKindNumber } from '../generated/entry-kind.js';

export { EntryKindNumber };
export type EntryKind = keyof typeof EntryKindNumber;

/** Kinds of a newer peer read as `info`: they keep their seq and show nothing. */
export const entryKindOf = (number: number): EntryKind => (EntryKindNumber[number] ?? 'info') as EntryKind;
