// Every scenario, one line each, in the order in which a run of all takes them.
import type { ChaosScenario } from './scenario.ts';
import { nemesisRun, nemesisSprint } from './scenarios/nemesis-run.ts';

export const SCENARIOS: readonly ChaosScenario[] = [nemesisRun, nemesisSprint];
