/**
 * conversation_member.can_send. Of a direct conversation pair.ts decides it; what a stranger sends counts it down in the commit
 * (commit-any.ts). `blocked` is added while one of the two blocks the other, so that what is below comes back with the end of the block.
 */
export const SENDING = {
  no: 0,
  may: 1,
  /** A stranger opened the conversation: the first message of this member is the answer, and both may send from then on. */
  asked: 3,
  /** A stranger who has sent what he may. */
  spent: 10,
  /** A stranger who may send 3 more. */
  stranger: 13,
  blocked: 100,
} as const;

export const isBlocked = (sending: number): boolean => sending >= SENDING.blocked;

/** Without what a block adds: the blocked party is not told. */
export const unblocked = (sending: number): number => sending % SENDING.blocked;

/** Whether a message of this member changes what both may send. */
export const isCounted = (sending: number): boolean => sending === SENDING.asked || (sending > SENDING.spent && !isBlocked(sending));

export type SendingRefusal = 'NOT_FRIENDS' | 'BLOCKED' | 'STRANGER_LIMIT';

/** Why a member of a direct conversation may not send; undefined: he may. */
export function sendingRefusal(sending: number): SendingRefusal | undefined {
  if (isBlocked(sending)) return 'BLOCKED';
  if (sending === SENDING.spent) return 'STRANGER_LIMIT';
  return sending === SENDING.no ? 'NOT_FRIENDS' : undefined;
}
