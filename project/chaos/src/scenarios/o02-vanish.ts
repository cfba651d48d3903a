// O2: 500 clients vanish at once, again and again, over both transports: nothing of them stays behind.
import { encodeUp } from '@godwit/shared/protocol/up';
import { helloOf } from '../hostile/frame-client.ts';
import { metric, rssBytes, type Target, underAttack, untilTrue } from '../hostile/target.ts';
import { TRANSPORTS, type TransportName } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZE = { smoke: { clients: 100, rounds: 4 }, full: { clients: 500, rounds: 10 } };
/** Rounds after which compiled code and the pools of the platform have their size. */
const WARM_UP = 2;
/** A QUIC peer that vanishes is noticed by its silence; shorter than by default, so that ten rounds end. */
const DEAD_AFTER_MS = 6_000;
const ACCESS = {
  DEAD_AFTER_MS: String(DEAD_AFTER_MS),
  HEARTBEAT_MS: '2000',
  RESUME_MS: '1000',
  HANDSHAKE_BURST: '10000',
  HANDSHAKES_PER_SECOND: '10000',
  // every collection is a full one: garbage that waits for the next looks like growth, and hides it
  DENO_V8_FLAGS: '--gc-global',
};
const GONE_MS = 2 * DEAD_AFTER_MS;
const MAX_GROWTH = 1.1;
const LEFT_BEHIND = ['access_sessions', 'access_strangers', 'access_leases', 'access_queued_frames', 'access_queued_bytes'];

export const vanish: ChaosScenario = {
  ids: ['O2'],
  name: 'vanish',
  about: 'hundreds of clients are killed at once, round after round: sessions, leases and queues go back to 0 and memory does not grow',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: { access: ACCESS } }, async (target) => {
      const { clients, rounds } = SIZE[context.scale];
      const { people } = await target.seed({ people: clients, friendships: [] });
      const hellos = people.flatMap(({ devices }) => devices.map(({ token, deviceId }) => encodeUp(helloOf(token, deviceId))));
      for (const transport of TRANSPORTS) await vanishAgainAndAgain(target, transport, hellos, rounds);
    }),
};

async function vanishAgainAndAgain(target: Target, transport: TransportName, hellos: readonly Uint8Array[], rounds: number): Promise<void> {
  const { judge, context, world } = target;
  const [access] = world.access;
  const rss: number[] = [];
  let slowestMs = 0;
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const attacker = target.attacker(transport);
    const entered = await attacker.openMany(hellos);
    judge.findings.push(...(entered === hellos.length ? [] : [{ id: 'O2', found: `${transport}: ${entered} of ${hellos.length} got in` }]));
    await attacker.vanish();
    slowestMs = Math.max(slowestMs, await untilTrue(async () => (await leftBehind(target)) === '', GONE_MS));
    rss.push(rssBytes(access?.pid ?? 0));
    context.progress(`${transport}: round ${round + 1}, RSS ${mebibytes(rss.at(-1))} MiB${await leftBehind(target)}`);
    if (slowestMs === Infinity) break;
  }
  judge.exactly('O2', `${transport}: left behind`, (await leftBehind(target)) || 'nothing', 'nothing');
  judge.atMost('O2', `${transport}: slowest round until nothing was left`, slowestMs / 1_000, GONE_MS / 1_000, ' s');
  const growth = Math.max(...rss.slice(WARM_UP)) / (rss[WARM_UP - 1] ?? NaN);
  judge.atMost('O2', `${transport}: memory after ${rounds} rounds, of what it was before them`, growth, MAX_GROWTH);
}

/** Gauges that are not 0; empty = nothing. */
async function leftBehind({ world }: Target): Promise<string> {
  const values = await Promise.all(LEFT_BEHIND.map(async (name) => [name, await metric(world.access[0], name)] as const));
  return values.flatMap(([name, value]) => (value === 0 ? [] : [` ${name}=${value}`])).join('');
}

const mebibytes = (bytes = NaN): string => (bytes / 2 ** 20).toFixed(1);
