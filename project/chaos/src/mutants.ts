// Every mutant; each area keeps its own list beside its scenarios' author.
import type { Mutant } from './mutant.ts';
import { DELIVERY_MUTANTS } from './mutants/delivery.ts';

export const MUTANTS: readonly Mutant[] = [...DELIVERY_MUTANTS];
