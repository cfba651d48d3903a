import { median } from '../../measure/median.ts';
import { numberText } from '../../report/number-text.ts';
import type { TargetId, Verdict } from '../../scenario.ts';

export interface Limit {
  readonly target: TargetId;
  /** Without the limit, which is added: `PSS of access per idle session`. */
  readonly claim: string;
  /** One value a round; those of voided rounds left out. */
  readonly runs: readonly number[];
  readonly unit: string;
}

/** The median must not exceed `limit`; `next` is the goal after that, named as long as it is not reached. */
export const atMost = (limit: number, subject: Limit, next?: number): Verdict =>
  verdict(
    `≤ ${text(limit, subject)}`,
    subject,
    (value) => value <= limit,
    next === undefined ? undefined : { met: (value) => value <= next, next },
  );

/** The median must reach `limit`. */
export const atLeast = (limit: number, subject: Limit): Verdict =>
  verdict(`≥ ${text(limit, subject)}`, subject, (value) => value >= limit, undefined);

const text = (value: number, { unit }: Limit): string => `${numberText(value)}${unit === '' ? '' : ` ${unit}`}`;

function verdict(
  wanted: string,
  subject: Limit,
  met: (value: number) => boolean,
  goal: { readonly met: (value: number) => boolean; readonly next: number } | undefined,
): Verdict {
  const { target, claim, runs } = subject;
  if (runs.length === 0) return { target, claim: `${claim} ${wanted}`, measured: 'no run counts', result: 'void' };
  const value = median(runs);
  const next = goal === undefined || goal.met(value) ? '' : ` (next goal ${text(goal.next, subject)})`;
  return { target, claim: `${claim} ${wanted}`, measured: `${text(value, subject)}${next}`, result: met(value) ? 'met' : 'missed' };
}
