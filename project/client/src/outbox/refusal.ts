import { ERRORS, errorName } from '@godwit/shared/protocol/errors';

/** Whether a refusal is final. Numbers of a newer server count as passing troubles: the entry stays in the outbox. */
export function isFinal(code: number): boolean {
  const name = errorName(code);
  return name !== undefined && ERRORS[name].retry === 'never';
}

export const nameOf = (code: number): string => errorName(code) ?? 'UNKNOWN';
