import type { LoadConversation } from '../generator/load-plan.ts';
import type { LoadRun } from '../measure/run-load.ts';
import type { Figure, Scenario, Verdict } from '../scenario.ts';
import { startGodwitArm } from '../system/godwit-arm.ts';
import { counts, cpuPerMessage, remarks, runGroup } from './group/run-group.ts';
import { seedGroup } from './group/seed-group.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const MEMBERS = [1_000, 10_000, 100_000] as const;
const ONLINE = 200;
const LOAD = { rate: 50, warmupSeconds: 2, seconds: 10 };
const MAX_RATIO = 1.1;

interface Sample {
  readonly members: number;
  readonly round: number;
  readonly conversation: LoadConversation;
  readonly run: LoadRun;
}

export const room: Scenario = {
  name: 'room',
  about: `a room with ${ONLINE} members online on two access nodes, and more and more who are not: CPU per message`,
  targets: ['P7'],
  quick: false,
  async run({ repeats, signal, progress }) {
    const arm = await startGodwitArm({ world: { access: 2 } });
    try {
      const rooms = new Map<number, LoadConversation>();
      for (const [number, members] of MEMBERS.entries())
        rooms.set(members, await seedGroup(arm.world, { number, members, online: ONLINE, room: true }));
      for (const conversation of rooms.values()) await runGroup(arm, conversation, { ...LOAD, warmupSeconds: 0, seconds: 2 }, signal);
      const samples: Sample[] = [];
      for (let round = 1; round <= repeats; round++)
        for (const [members, conversation] of round % 2 === 1 ? rooms : [...rooms].toReversed()) {
          const sample = { members, round, conversation, run: await runGroup(arm, conversation, LOAD, signal) };
          samples.push(sample);
          progress(`round ${round}/${repeats}  ${members} members: ${cpuPerMessage(sample.run).toFixed(0)} µs a message`);
        }
      return { figures: figures(samples), plots: [], verdicts: verdicts(samples), notes: samples.flatMap(notes) };
    } finally {
      await arm.close();
    }
  },
};

const of = (samples: readonly Sample[], members: number): Sample[] =>
  samples.filter((sample) => sample.members === members && counts(sample.run, sample.conversation.receivers.length));

function figures(samples: readonly Sample[]): Figure[] {
  const per = (name: string, unit: string, value: (run: LoadRun) => number): Figure[] =>
    MEMBERS.map((members) => ({ name, unit, arm: 'godwit', at: { members }, runs: of(samples, members).map(({ run }) => value(run)) }));
  const tiers = Object.keys(samples[0]?.run.cpuMicrosPerMessage ?? {});
  return [
    ...per('server CPU per message', 'µs', cpuPerMessage),
    ...tiers.flatMap((tier) =>
      per('CPU per message by process', 'µs', ({ cpuMicrosPerMessage }) => cpuMicrosPerMessage[tier] ?? 0).map((figure) => ({
        ...figure,
        column: tier,
      })),
    ),
    ...per('delivery latency P99', 'ms', (run) => run.deliveries.percentileMs(99)),
  ];
}

/** Within a round, so that what is compared was measured within a minute. */
function verdicts(samples: readonly Sample[]): Verdict[] {
  const [few, ...more] = MEMBERS;
  const base = new Map(of(samples, few).map(({ round, run }) => [round, cpuPerMessage(run)]));
  return more.map((members) => {
    const runs = of(samples, members).flatMap(({ round, run }) => (base.has(round) ? [cpuPerMessage(run) / base.get(round)!] : []));
    return atMost(MAX_RATIO, {
      target: 'P7',
      claim: `CPU per message with ${members} members, divided by that with ${few},`,
      runs,
      unit: '',
    });
  });
}

const notes = ({ members, round, run, conversation }: Sample): string[] =>
  remarks(run, conversation.receivers.length).map((why) => `${members} members in round ${round}: ${why}`);
