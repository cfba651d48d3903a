import { mkdirSync, rmSync } from 'node:fs';
import type { ChaosContext, ChaosScenario, Finding } from './scenario.ts';

export interface Measurement {
  readonly id: string;
  readonly what: string;
  readonly value: string;
  readonly threshold: string;
}

export interface Happening {
  readonly what: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly note: string;
}

export interface ScenarioReport {
  readonly scenario: string;
  readonly ids: readonly string[];
  readonly about: string;
  readonly seed: number;
  readonly seconds: number;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly happenings: readonly Happening[];
  /** Why nothing was shown; a run that cannot be checked has failed. */
  readonly error: string | undefined;
}

export type RunOptions = Pick<ChaosContext, 'seed' | 'root' | 'scale' | 'progress' | 'dir' | 'signal'>;

/** Never rejects. */
export async function runScenario(scenario: ChaosScenario, options: RunOptions): Promise<ScenarioReport> {
  const start = performance.now();
  const measurements: Measurement[] = [];
  const happenings: Happening[] = [];
  const context: ChaosContext = {
    ...options,
    measured: (id, what, value, threshold) => {
      measurements.push({ id, what, value, threshold });
      options.progress(`${id} ${what}: ${value} (${threshold})`);
    },
    happened: (what, fromMs, toMs, note = '') => void happenings.push({ what, fromMs, toMs, note }),
  };
  const report = (findings: readonly Finding[], error: string | undefined): ScenarioReport => ({
    scenario: scenario.name,
    ids: scenario.ids,
    about: scenario.about,
    seed: options.seed,
    seconds: (performance.now() - start) / 1000,
    findings,
    measurements,
    happenings,
    error,
  });
  mkdirSync(options.dir, { recursive: true });
  try {
    const findings = await scenario.run(context);
    const result = report(findings, options.signal.aborted ? 'the run was stopped' : undefined);
    if (held(result)) rmSync(options.dir, { recursive: true, force: true });
    return result;
  } catch (error) {
    return report([], error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

export const held = ({ findings, error }: ScenarioReport): boolean => findings.length === 0 && error === undefined;
