// Mutants of sending, storing and showing messages: what the nemesis run and its checker must notice.
import type { Mutant } from '../mutant.ts';

export const DELIVERY_MUTANTS: readonly Mutant[] = [];
