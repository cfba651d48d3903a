import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../../scripts/repository.ts';
import type { BenchContext, Figure, Scenario, Verdict } from '../scenario.ts';
import { npmStart } from './start-up/npm-start.ts';
import { atMost } from './verdicts/limit-verdict.ts';

/** Set to 1, also a fresh clone with an empty home directory is started once: packages are fetched, everything is built. */
const COLD = 'GODWIT_BENCH_COLD';
const WARM_SECONDS = 5;
const COLD_SECONDS = 180;

export const startUp: Scenario = {
  name: 'start-up',
  about: 'npm start until it says ready: with everything installed, built and used before, and with an empty data directory',
  targets: ['P13'],
  quick: true,
  async run(context) {
    const directory = mkdtempSync(join(tmpdir(), 'godwit-start-up-'));
    try {
      const cold = process.env[COLD] === '1' ? [await fromClone(directory, context)] : [];
      const dataDir = join(directory, 'data');
      const empty = [await start(dataDir, 'an empty data directory', context)];
      const warm: number[] = [];
      for (let round = 1; round <= context.repeats; round++)
        warm.push(await start(dataDir, `round ${round}/${context.repeats}  warm`, context));
      const figure = (what: string, runs: readonly number[]): Figure => ({
        name: 'npm start until ready',
        unit: 's',
        arm: 'godwit',
        at: { what },
        runs,
      });
      return {
        figures: [
          figure('warm', warm),
          figure('empty data directory', empty),
          ...(cold.length === 0 ? [] : [figure('fresh clone, empty home', cold)]),
        ],
        plots: [],
        verdicts: verdicts(warm, cold),
        notes: cold.length === 0 ? [`${COLD}=1 measures also a fresh clone, which fetches all packages`] : [],
      };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function start(dataDir: string, what: string, { signal, progress }: BenchContext): Promise<number> {
  signal.throwIfAborted();
  const seconds = await npmStart({ root: ROOT, dataDir }, signal);
  progress(`${what}: ready after ${seconds.toFixed(2)} s`);
  return seconds;
}

async function fromClone(directory: string, { signal, progress }: BenchContext): Promise<number> {
  const [clone, home] = [join(directory, 'clone'), join(directory, 'home')];
  mkdirSync(home);
  execFileSync('git', ['clone', '--quiet', ROOT, clone]);
  const env = { HOME: home, npm_config_cache: join(home, '.npm'), XDG_CACHE_HOME: join(home, '.cache') };
  const seconds = await npmStart({ root: clone, dataDir: join(directory, 'cold-data'), env }, signal);
  progress(`a fresh clone: ready after ${seconds.toFixed(1)} s`);
  return seconds;
}

const verdicts = (warm: readonly number[], cold: readonly number[]): Verdict[] => [
  atMost(WARM_SECONDS, { target: 'P13', claim: 'warm npm start until ready', runs: warm, unit: 's' }),
  ...(cold.length === 0
    ? []
    : [atMost(COLD_SECONDS, { target: 'P13', claim: 'npm start of a fresh clone until ready', runs: cold, unit: 's' })]),
];
