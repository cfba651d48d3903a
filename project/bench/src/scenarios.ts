// Every scenario of the bench, in the order in which they run. A new one is a file in scenarios/ and a line here.
import type { Scenario } from './scenario.ts';
import { oneToOne } from './scenarios/one-to-one.ts';

export const SCENARIOS: readonly Scenario[] = [oneToOne];
