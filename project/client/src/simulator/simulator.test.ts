import { expect, it } from 'vitest';
import { type Finding, simulate } from './simulate.js';

/** Replay: GODWIT_SEED=<seed> runs that schedule alone; with GODWIT_SCHEDULES=<n>, the n from there on. */
const replay = process.env['GODWIT_SEED'];
const first = replay === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(replay);
const schedules = Number(process.env['GODWIT_SCHEDULES'] ?? (replay === undefined ? 3000 : 1));

it(
  '[R3] [R4] [R6] [R7] [R8] [R9] [R20] [R21] [F-28] [C41] hold under lossy networks, restarting servers and clients, and members who go and come back',
  { timeout: 240_000 },
  async () => {
    console.log(`simulator: first seed ${first}`);
    const broken: Finding[] = [];
    let sends = 0;
    for (let seed = first; seed < first + schedules; seed += 1) {
      const finding = await simulate(seed);
      sends += finding.sends;
      if (finding.broken.length > 0) broken.push(finding);
    }
    console.log(`simulator: ${sends} sends`);
    expect(broken.slice(0, 3)).toEqual([]);
    if (replay === undefined) expect(sends).toBeGreaterThan(schedules * 10);
  },
);
