// What every scenario of R1–R24 begins and ends with: a world, people in pairs, devices, and what their ledgers say against the rows.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@godwit/shared/ids/id';
import { startWorld, type World, type WorldOptions } from '../../../../scripts/testing/world.ts';
import { checkLedgers, type CheckFacts } from '../checker/check-ledgers.ts';
import { selectTruth } from '../checker/select-truth.ts';
import { Judge } from '../hostile/judge.ts';
import { type SeededDevice, seedPeople } from '../hostile/seed-people.ts';
import { announcedNodes } from '../population/announced-nodes.ts';
import type { ChaosContext, Finding } from '../scenario.ts';
import { Crew } from './crew.ts';
import type { CrewDevice, Line } from './crew-plan.ts';
import { readStory, type Story } from './story.ts';

const UNLIMITED = '1000000';

/** A hundred devices on one address, sending as fast as the scenario wants. */
const NO_LIMITS: NonNullable<WorldOptions['env']> = {
  access: {
    SENDS_PER_SECOND: UNLIMITED,
    SEND_BURST: UNLIMITED,
    FRAMES_PER_SECOND: UNLIMITED,
    FRAME_BURST: UNLIMITED,
    QUESTIONS_PER_SECOND: UNLIMITED,
    QUESTION_BURST: UNLIMITED,
    SESSIONS_PER_ADDRESS: UNLIMITED,
    HANDSHAKES_PER_SECOND: UNLIMITED,
    HANDSHAKE_BURST: UNLIMITED,
  },
  web: { RATE_LIMIT_FACTOR: UNLIMITED },
};

/** Two people with one direct conversation. */
export interface Pair {
  readonly conversation: Id;
  readonly first: readonly SeededDevice[];
  readonly second: readonly SeededDevice[];
}

export interface Laboratory {
  readonly world: World;
  readonly context: ChaosContext;
  readonly judge: Judge;
  /** Once per world. `devices` of each person, default 1. */
  pairs(count: number, devices?: number): Promise<readonly Pair[]>;
  /** Ends with the laboratory. */
  crew(devices: readonly CrewDevice[]): Promise<Crew>;
  /** Something else that ends with it. */
  keep<T extends { close(): unknown }>(thing: T): T;
  /** What the ledgers say that does not agree with the rows becomes findings, for these ids only. */
  check(crews: readonly Crew[], ids: readonly string[]): Promise<CheckFacts>;
}

export async function inLaboratory(
  context: ChaosContext,
  options: WorldOptions,
  run: (laboratory: Laboratory) => Promise<void>,
): Promise<readonly Finding[]> {
  const log = createWriteStream(join(context.dir, 'tiers.log'));
  const world = await startWorld({
    postgres: 'own',
    log: (node, line) => log.write(`${node} ${line}\n`),
    ...(context.root === undefined ? {} : { root: context.root }),
    ...options,
    env: Object.fromEntries(TIERS.map((tier) => [tier, { LOG_LEVEL: 'warn', ...NO_LIMITS[tier], ...options.env?.[tier] }])),
  });
  const closers: (() => unknown)[] = [];
  try {
    await announcedNodes(world);
    const laboratory = equip({ world, context, judge: new Judge(context), closers });
    await Promise.race([run(laboratory), aborted(context.signal)]);
    return laboratory.judge.findings;
  } finally {
    await Promise.all(closers.map((close) => close()));
    await world.close();
    log.end();
  }
}

const TIERS = ['access', 'logic', 'web'] as const;

interface Parts {
  readonly world: World;
  readonly context: ChaosContext;
  readonly judge: Judge;
  readonly closers: (() => unknown)[];
}

function equip({ world, context, judge, closers }: Parts): Laboratory {
  return {
    world,
    context,
    judge,
    async pairs(count, devices = 1) {
      const friendships = Array.from({ length: count }, (_, n) => [2 * n, 2 * n + 1] as const);
      const { people, conversations } = await seedPeople(world, { people: 2 * count, devices, friendships });
      const devicesOf = (person: number): readonly SeededDevice[] => people[person]?.devices ?? [];
      return conversations.map((conversation, n) => ({ conversation, first: devicesOf(2 * n), second: devicesOf(2 * n + 1) }));
    },
    async crew(devices) {
      const crew = await Crew.start({ root: context.root, dir: context.dir, devices });
      closers.push(() => crew.stop());
      return crew;
    },
    keep(thing) {
      closers.push(() => thing.close());
      return thing;
    },
    async check(crews, ids) {
      const result = await checkLedgers({ ledgers: crews.map(({ ledger }) => ledger), truth: await selectTruth(world.databaseUrl) });
      judge.findings.push(...result.findings.filter(({ id }) => ids.includes(id)));
      return result.facts;
    },
  };
}

/** Everybody on the first device of each pair's first person. */
export const firstSpeakers = (pairs: readonly Pair[]): Line[] =>
  pairs.map(({ conversation, first }) => ({ conversation, device: first[0]?.deviceId ?? '' }));

export const allDevices = (pairs: readonly Pair[]): SeededDevice[] => pairs.flatMap(({ first, second }) => [...first, ...second]);

export const storyOf = (crews: readonly Crew[]): Promise<Story> => readStory(crews.map(({ ledger }) => ledger));

/** How long it took until it was true, in ms; Infinity when it was not within `limitMs`. A failure is a no. */
export async function untilTrue(what: () => Promise<boolean> | boolean, limitMs: number, everyMs = 20): Promise<number> {
  const start = performance.now();
  for (;;) {
    if (await Promise.resolve(what()).catch(() => false)) return performance.now() - start;
    if (performance.now() - start > limitMs) return Infinity;
    await sleep(everyMs);
  }
}

/** A scenario that waits for what never comes ends with the run. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
