import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario } from './run-scenario.ts';
import { nemesisSmoke } from './scenarios/nemesis-run.ts';

const SEED = 1;
const SMOKE_MS = 300_000;

describe('two access and two logic processes', () => {
  it(
    '[R1] [R3] [R4] [R5] [R6] [R7] [R8] [R9] [R21] lose, double, disorder and show wrongly none of 20,000 messages while everything breaks once',
    { timeout: SMOKE_MS },
    async ({ signal }) => {
      const dir = mkdtempSync(join(tmpdir(), 'godwit-smoke-'));
      const options = { seed: SEED, root: undefined, scale: 'smoke', dir, progress: () => undefined, signal } as const;
      const { findings, error } = await runScenario(nemesisSmoke, options);
      expect({ findings, error }).toEqual({ findings: [], error: undefined });
    },
  );
});
