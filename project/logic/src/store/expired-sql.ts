/**
 * What the retention took away (upkeep/expire-messages.ts) is, for every member, as if he had deleted it for himself and read it before:
 * one row of `conversation` says so, none of a member. `m` is conversation_member, `c` has the columns expired_seq and expired_countable.
 */
export const hiddenOf = (c: string): string => `(m.hidden + int8multirange(int8range(1, ${c}.expired_seq + 1)))`;
export const readSeqOf = (c: string): string => `greatest(m.read_seq, ${c}.expired_seq)`;
export const readCountableOf = (c: string): string => `greatest(m.read_countable, ${c}.expired_countable)`;
