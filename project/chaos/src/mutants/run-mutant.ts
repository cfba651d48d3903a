import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from '../mutant.ts';
import type { MutantReport } from '../report/chaos-report.ts';
import { runScenario } from '../run-scenario.ts';
import type { ChaosScenario, Finding } from '../scenario.ts';
import { buildMutant, patchesOf } from './build-mutant.ts';

/** A mutant that is not noticed with one seed may be noticed with another: some need a fault at the right moment. */
const ATTEMPTS = 3;
const ATTEMPT_MS = 120_000;

export interface MutantOptions {
  readonly seed: number;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs the scenario against a copy of the built tree with the mutant in it. Never rejects. */
export async function runMutant(mutant: Mutant, scenario: ChaosScenario, options: MutantOptions): Promise<MutantReport> {
  const start = performance.now();
  const report = (result: MutantReport['result'], found: string): MutantReport => {
    const { name, ids, about } = mutant;
    return { mutant: name, ids, about, scenario: scenario.name, seconds: (performance.now() - start) / 1000, result, found };
  };
  const dir = mkdtempSync(join(tmpdir(), 'godwit-mutant-'));
  try {
    const root = buildMutant(patchesOf(mutant), dir);
    let broken: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS && !options.signal.aborted; attempt += 1) {
      const { findings, error } = await runOnce(scenario, root, { ...options, seed: options.seed + attempt });
      const red = findings.find(({ id }) => mutant.ids.includes(id));
      if (red !== undefined) return report('red', `${red.id}: ${red.found}`);
      broken ??= error ?? (findings.length > 0 ? `found something else: ${first(findings)}` : undefined);
    }
    return broken === undefined ? report('green', 'nothing was found') : report('broken', broken);
  } catch (error) {
    return report('broken', error instanceof Error ? error.message : String(error));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Without a mutant the same scenario must find nothing in such a copy, or red would say nothing. */
export async function runUnmutated(scenario: ChaosScenario, options: MutantOptions): Promise<string | undefined> {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-mutant-'));
  try {
    const { findings, error } = await runOnce(scenario, buildMutant([], dir), options);
    return error ?? (findings.length > 0 ? first(findings) : undefined);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const first = (findings: readonly Finding[]): string => findings.map(({ id, found }) => `${id}: ${found}`)[0] ?? '';

const runOnce = (scenario: ChaosScenario, root: string, { seed, progress, signal }: MutantOptions): ReturnType<typeof runScenario> =>
  runScenario(scenario, {
    seed,
    root,
    scale: 'smoke',
    dir: join(root, '.data'),
    progress,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]),
  });
