import { availableParallelism } from 'node:os';
import type { ScenarioResult, Verdict } from './scenario.ts';

/** Of the machine's cores. Times get longer and batches larger, so that a message seems cheaper than it is. */
const MAX_OTHERS_SHARE = 0.2;

/** A scenario during which somebody else used the machine shows nothing about times and CPU, whichever way it went. */
export function voidDisturbed(result: ScenarioResult, othersCores: number, cores = availableParallelism()): ScenarioResult {
  if (othersCores <= MAX_OTHERS_SHARE * cores) return result;
  const text = `other processes used ${othersCores.toFixed(1)} of ${cores} cores meanwhile`;
  const verdicts = result.verdicts.map((verdict): Verdict => (verdict.anyMachine === true ? verdict : { ...verdict, result: 'void' }));
  return { ...result, verdicts, notes: [...result.notes, `${text}: repeat it when nothing else runs`] };
}
