// Every mutant; each area keeps its own list beside its scenarios' author.
import type { Mutant } from './mutant.ts';
import { DELIVERY_MUTANTS } from './mutants/delivery.ts';
import { OVERLOAD_MUTANTS } from './mutants/overload.ts';
import { RELIABILITY_MUTANTS } from './mutants/reliability.ts';

export const MUTANTS: readonly Mutant[] = [...DELIVERY_MUTANTS, ...RELIABILITY_MUTANTS, ...OVERLOAD_MUTANTS];
