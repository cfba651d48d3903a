import { describe, expect, it } from 'vitest';
import type { ArmName } from '../../arm.ts';
import { Latencies } from '../../measure/latencies.ts';
import type { Sample } from './run-rounds.ts';
import { SampleSet } from './sample-set.ts';
import { verdicts } from './verdicts.ts';

interface Wanted {
  arm?: ArmName;
  rate: number;
  round?: number;
  p99Ms?: number;
  cpu?: Record<string, number>;
  lost?: number;
  wrongs?: string[];
  voids?: string[];
}

function sample({
  arm = 'godwit',
  rate,
  round = 1,
  p99Ms = 4,
  cpu = { logic: 5, access: 45 },
  lost = 0,
  wrongs = [],
  voids = [],
}: Wanted): Sample {
  const deliveries = new Latencies();
  deliveries.recordMs(p99Ms);
  const none = new Latencies();
  const counts = {
    scheduled: 1000,
    acked: 1000 - lost,
    delivered: 1000 - lost,
    doubled: 0,
    disordered: 0,
    refused: 0,
    sessions: 2,
    failedConnects: 0,
    connectSeconds: 1,
  };
  const measured = { cpuMicrosPerMessage: cpu, generatorMicrosPerMessage: 1, voids, wrongs };
  return { arm, rate, round, run: { ...counts, ...measured, deliveries, connects: none, acks: none, scheduleLag: none } };
}

const judge = (...wanted: Wanted[]) => verdicts(new SampleSet(wanted.map(sample)));
const of = (target: string, all: ReturnType<typeof judge>) => all.filter((verdict) => verdict.target === target).at(-1);

describe('verdicts of one-to-one', () => {
  it('[P1] takes the highest rate that is carried', () => {
    expect(of('P1', judge({ rate: 4000 }, { rate: 8000, p99Ms: 49 }, { rate: 12_000, p99Ms: 51 }))).toMatchObject({
      result: 'met',
      measured: expect.stringContaining('8,000/s') as string,
    });
    expect(of('P1', judge({ rate: 4000 }, { rate: 8000, p99Ms: 51 }))).toMatchObject({
      result: 'missed',
      measured: expect.stringContaining('4,000/s') as string,
    });
  });

  it('[P1] does not count a rate at which one message was lost in one round', () => {
    const rounds = [1, 2, 3].map((round) => ({ rate: 8000, round, lost: round === 2 ? 1 : 0 }));
    expect(of('P1', judge({ rate: 4000 }, ...rounds))).toMatchObject({ result: 'missed' });
  });

  it('[P1] is missed when something acked was lost, at any rate', () => {
    const wrongs = ['1 acked message was not delivered'];
    expect(judge({ rate: 4000, wrongs })[0]).toMatchObject({ target: 'P1', result: 'missed' });
    expect(judge({ rate: 4000, wrongs, voids: ['the generator was saturated'] })[0]).toMatchObject({ target: 'P1', result: 'missed' });
  });

  it('[P1] is void when the runs that would show it are', () => {
    expect(of('P1', judge({ rate: 4000 }, { rate: 8000, voids: ['the generator was saturated'] }))).toMatchObject({ result: 'void' });
  });

  it('[P2] compares within rounds and takes the median of the ratios', () => {
    const cpus = [
      [100, 100],
      [90, 100],
      [300, 200],
    ] as const;
    const rounds = cpus.flatMap(([ours, theirs], index) => [
      { rate: 4000, round: index + 1, cpu: { logic: ours } },
      { rate: 4000, round: index + 1, arm: 'socketio' as const, cpu: { server: theirs } },
    ]);
    expect(of('P2', judge(...rounds))).toMatchObject({ result: 'met', measured: '1 (next goal 0.670)' });
  });

  it('[P2] has no verdict without the other arm, and is void when one side is', () => {
    expect(of('P2', judge({ rate: 4000 }))).toBeUndefined();
    expect(of('P2', judge({ rate: 4000 }, { rate: 4000, arm: 'socketio', voids: ['x'] }))).toMatchObject({ result: 'void' });
  });

  it('[P3] judges the CPU of logic at the highest rate, which is where it is under load', () => {
    expect(of('P3', judge({ rate: 8000, cpu: { logic: 20 } }, { rate: 12_000, cpu: { logic: 9 } }))).toMatchObject({ result: 'met' });
    expect(of('P3', judge({ rate: 8000, cpu: { logic: 11 } }))).toMatchObject({ result: 'missed' });
    expect(of('P3', judge({ rate: 1000, cpu: { logic: 300 } }))).toBeUndefined();
  });

  it('[P14] judges the P99 at 1,000/s', () => {
    expect(of('P14', judge({ rate: 1000, p99Ms: 4.9 }))).toMatchObject({ result: 'met' });
    expect(of('P14', judge({ rate: 1000, p99Ms: 5.2 }))).toMatchObject({ result: 'missed' });
  });
});
