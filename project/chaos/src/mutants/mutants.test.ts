import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../mutants.ts';
import { SCENARIOS } from '../scenarios.ts';
import { patchedFiles, patchesOf } from './build-mutant.ts';

describe.each(MUTANTS)('the mutant $name', (mutant) => {
  it('still fits the source, and is TypeScript', () => {
    expect(patchedFiles(patchesOf(mutant)).size).toBeGreaterThan(0);
  });

  it('belongs to a scenario that shows one of its ids', () => {
    const scenario = SCENARIOS.find(({ name }) => name === mutant.scenario);
    // an attack also shows that no process ends
    const shown = [...(scenario?.ids ?? []), 'O1'];
    expect(mutant.ids.filter((id) => shown.includes(id))).not.toEqual([]);
  });
});
