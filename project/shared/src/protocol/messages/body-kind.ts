import { BodyKind as BodyKindNumber } from '../generated/body-kind.js';

export type BodyKind = keyof typeof BodyKindNumber;

export { BodyKindNumber };

/** Kinds of a newer peer read as `custom`. */
export const bodyKindOf = (number: number): BodyKind => (BodyKindNumber[number] ?? 'custom') as BodyKind;
