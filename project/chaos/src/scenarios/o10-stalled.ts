// O10: a part inside stands still (SIGSTOP) while clients send more than it could ever take: PostgreSQL, NATS, logic, access, one after
// the other. Queues stay within 10,000 entries and 64 MB, who finds no room is told OVERLOADED, memory stays bounded, and afterwards every
// ack is a row.
import { setTimeout as sleep } from 'node:timers/promises';
import { idFromParts } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { ackedWithoutRow, Flooder, type Seat } from '../hostile/flooder.ts';
import { FrameClient } from '../hostile/frame-client.ts';
import { metric, rssBytes, type Target, underAttack } from '../hostile/target.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = { smoke: { senders: 10, stallMs: 3_000, frames: 50 }, full: { senders: 20, stallMs: 15_000, frames: 200 } };
const ENTRIES = 64;
const BODY_BYTES = 700;
const MAX_ENTRIES = 10_000;
const MAX_BYTES = 64 * 1_024 * 1_024;
const MAX_IN_FLIGHT = 5_000;
const MAX_OUTBOUND_BYTES = 16 * 1_024 * 1_024;
/** What a process may grow by: its queues, what the runtime has not collected, and what the kernel keeps for it. */
const MAX_GROWTH_BYTES = 4 * MAX_BYTES;
const RECOVERED_MS = 15_000;
const SAMPLE_MS = 100;
const UNLIMITED = '1000000';
const ENV = { access: { SENDS_PER_SECOND: UNLIMITED, SEND_BURST: UNLIMITED, FRAMES_PER_SECOND: UNLIMITED, FRAME_BURST: UNLIMITED } };

interface Part {
  readonly name: string;
  readonly stop: (target: Target) => void;
  readonly go: (target: Target) => void;
  /** Whether somebody who finds no room can be told so while it stands. */
  readonly refuses: boolean;
}

const PARTS: readonly Part[] = [
  { name: 'PostgreSQL', stop: ({ world }) => world.postgres?.freeze(), go: ({ world }) => world.postgres?.thaw(), refuses: true },
  { name: 'NATS', stop: ({ world }) => world.nats().kill('SIGSTOP'), go: ({ world }) => world.nats().kill('SIGCONT'), refuses: true },
  {
    name: 'logic',
    stop: ({ world }) => world.logic[0]?.kill('SIGSTOP'),
    go: ({ world }) => world.logic[0]?.kill('SIGCONT'),
    refuses: false,
  },
  {
    name: 'access',
    stop: ({ world }) => world.access[0]?.kill('SIGSTOP'),
    go: ({ world }) => world.access[0]?.kill('SIGCONT'),
    refuses: false,
  },
];

export const stalled: ChaosScenario = {
  ids: ['O10'],
  name: 'stalled-consumer',
  about: 'PostgreSQL, NATS, logic or access stands still under a flood: queues and memory stay bounded, refusals are said, no ack is false',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, postgres: 'own', env: ENV }, async (target) => {
      const { senders } = SIZES[context.scale];
      const friendships = Array.from({ length: senders + 1 }, (_, i) => [2 * i, 2 * i + 1] as const);
      const { people, conversations } = await target.seed({ people: 2 * senders + 2, friendships });
      const seats = conversations.map((conversationId, i) => ({ conversationId, device: people[2 * i]!.devices[0]! }));
      for (const [number, part] of PARTS.entries()) {
        context.signal.throwIfAborted();
        await stall(target, part, { number, seats: seats.slice(1), probe: seats[0]! });
      }
    }),
};

const BODY = encodeMessageBody({ kind: 'text', text: 'x'.repeat(BODY_BYTES) });

async function stall(
  target: Target,
  part: Part,
  { number, seats, probe }: { number: number; seats: readonly Seat[]; probe: Seat },
): Promise<void> {
  const { frames, stallMs } = SIZES[target.context.scale];
  const flooders = await Promise.all(seats.map((seat) => Flooder.enter(target.websocket(), seat)));
  const watch = new Watch(target);
  part.stop(target);
  for (let sent = 0; sent < frames; sent += 1) {
    await Promise.race([Promise.all(flooders.map((flooder) => flooder.send(ENTRIES, BODY))), sleep(stallMs / frames)]);
    await sleep(stallMs / frames);
  }
  part.go(target);
  const recoveredMs = await recovered(target, probe, number);
  await sleep(1_000);
  const refused = flooders.reduce((sum, flooder) => sum + flooder.refused, 0);
  const acked = flooders.flatMap((flooder) => flooder.acked);
  for (const flooder of flooders) flooder.leave();
  const { judge } = target;
  const what = (rest: string): string => `${part.name} stands still: ${rest}`;
  for (const { name, most, limit } of await watch.end()) judge.atMost('O10', what(name), most, limit);
  if (part.refuses) judge.atLeast('O10', what('entries and frames that were refused'), refused, 1);
  judge.exactly('O10', what(`acks of ${acked.length} that are no rows`), await ackedWithoutRow(target.world, acked), 0);
  judge.atMost('O10', what('until the next message of another was acked'), recoveredMs, RECOVERED_MS, ' ms');
}

interface Gauge {
  readonly name: string;
  readonly limit: number;
  readonly read: () => Promise<number> | number;
}

/** The largest value of every gauge, from the start to the end. */
class Watch {
  readonly #gauges: readonly Gauge[];
  readonly #most: number[];
  readonly #timer: NodeJS.Timeout;

  constructor({ world }: Target) {
    const [access] = world.access;
    const [logic] = world.logic;
    const pids = { access: access?.pid, logic: logic?.pid, NATS: world.nats().pid };
    const growth = Object.entries(pids).map(([name, pid = 0]): Gauge => {
      const before = rssBytes(pid);
      return { name: `bytes that ${name} grew by`, limit: MAX_GROWTH_BYTES, read: () => rssBytes(pid) - before };
    });
    this.#gauges = [
      { name: 'entries in the lanes', limit: MAX_ENTRIES, read: () => metric(logic, 'commit_lane_entries') },
      { name: 'bytes in the lanes', limit: MAX_BYTES, read: () => metric(logic, 'commit_lane_bytes') },
      { name: 'frames that access has under way', limit: MAX_IN_FLIGHT, read: () => metric(access, 'access_upstream_in_flight') },
      { name: 'bytes that access has for NATS', limit: MAX_OUTBOUND_BYTES, read: () => metric(access, 'bus_outbound_bytes') },
      { name: 'bytes that logic has for NATS', limit: MAX_OUTBOUND_BYTES, read: () => metric(logic, 'bus_outbound_bytes') },
      { name: 'messages under way in logic', limit: 3 * MAX_ENTRIES, read: () => metric(logic, 'bus_pending') },
      ...growth,
    ];
    this.#most = this.#gauges.map(() => 0);
    this.#timer = setInterval(() => void this.#look(), SAMPLE_MS);
  }

  async end(): Promise<readonly { name: string; most: number; limit: number }[]> {
    clearInterval(this.#timer);
    await this.#look();
    return this.#gauges.map(({ name, limit }, i) => ({ name, limit, most: this.#most[i] ?? NaN }));
  }

  /** A process that stands still does not answer; what it has grown by is seen afterwards. */
  async #look(): Promise<void> {
    await Promise.all(
      this.#gauges.map(async ({ read }, i) => {
        const value = await read();
        if (value > (this.#most[i] ?? 0)) this.#most[i] = value;
      }),
    );
  }
}

/** Somebody who did nothing wrong sends, as often as it takes. */
async function recovered(target: Target, { conversationId, device }: Seat, number: number): Promise<number> {
  const start = performance.now();
  const entries = [{ clientMsgId: idFromParts(1, 1_000 + number), kind: 'message', targetSeq: 0, body: BODY }] as const;
  const attempt = async (): Promise<boolean> => {
    const client = new FrameClient(await target.websocket().open());
    await client.hello(device.token, device.deviceId);
    await client.send({ kind: 'userMessage', conversationId, entries: [...entries] });
    const [result] = (await client.expect('messageAck', 2_000)).results;
    client.wire.close();
    return result?.code === 0;
  };
  while (!(await attempt().catch(() => false))) {
    if (performance.now() - start > 2 * RECOVERED_MS) return Infinity;
    await sleep(200);
  }
  return performance.now() - start;
}
