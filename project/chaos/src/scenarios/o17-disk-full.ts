// O17: the disk of PostgreSQL is full while people write. Whoever sends gets an ack that is a row, a clean refusal or nothing; when there is
// room again, so do their messages. Tiers say what they do, but not without end.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { whyNoTmpfs } from '../../../../scripts/servers/tmpfs.ts';
import { ackedWithoutRow, Flooder, type Seat } from '../hostile/flooder.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = { smoke: { senders: 8, fullMs: 6_000 }, full: { senders: 30, fullMs: 60_000 } };
const DISK_MB = 260;
const BODY_BYTES = 4_000;
const EVERY_MS = 100;
const WARM_UP_MS = 1_000;
const RECOVERED_MS = 15_000;
/** Of all tiers together; a log file holds 16 MiB, and there are two of each. */
const MAX_LOG_BYTES_PER_SECOND = 1_024 * 1_024;
const UNLIMITED = '1000000';
const ENV = { access: { SENDS_PER_SECOND: UNLIMITED, SEND_BURST: UNLIMITED }, web: { RATE_LIMIT_FACTOR: UNLIMITED } };

export const diskFull: ChaosScenario = {
  ids: ['O17'],
  name: 'disk-full',
  about: 'the disk of PostgreSQL runs full under load: no ack is false, errors are clean, logs stay small, and room brings everything back',
  async run(context) {
    const reason = whyNoTmpfs();
    if (reason !== undefined) throw new Error(`a small disk cannot be had: ${reason}`);
    return underAttack(context, { access: 1, logic: 1, web: 1, postgres: 'own', postgresTmpfsMb: DISK_MB, env: ENV }, async (target) => {
      const { senders, fullMs } = SIZES[context.scale];
      const friendships = Array.from({ length: senders }, (_, i) => [2 * i, 2 * i + 1] as const);
      const { people, conversations } = await target.seed({ people: 2 * senders, friendships });
      const seats = conversations.map((conversationId, i): Seat => ({ conversationId, device: people[2 * i]!.devices[0]! }));
      const flooders = await Promise.all(seats.map((seat) => Flooder.enter(target.websocket(), seat)));
      await write(flooders, WARM_UP_MS);
      const before = count(flooders);
      const ballast = join(target.world.postgresDisk, 'ballast');
      fill(ballast);
      const logged = target.lines.length;
      const statuses = await Promise.all([write(flooders, fullMs), restWhile(target, seats[0]!, fullMs)]).then(([, all]) => all);
      const during = count(flooders);
      const logBytes = target.lines.slice(logged).reduce((sum, line) => sum + line.length, 0);
      rmSync(ballast);
      const recoveredMs = await writesAgain(target, flooders);
      await sleep(1_000);

      const { judge } = target;
      context.progress(
        `acked ${before.acked} before and ${during.acked - before.acked} during, refused ${during.refused}; REST ${JSON.stringify(statuses)}`,
      );
      judge.exactly(
        'O17',
        'acks that are no rows',
        await ackedWithoutRow(
          target.world,
          flooders.flatMap(({ acked }) => acked),
        ),
        0,
      );
      judge.atLeast('O17', 'sends that were refused while the disk was full', during.refused, 1);
      judge.exactly(
        'O17',
        'REST answers that were neither done nor 503',
        statuses.filter((status) => status !== 200 && status !== 503).join(' ') || 'none',
        'none',
      );
      judge.atMost('O17', 'bytes that the tiers logged in a second', logBytes / (fullMs / 1_000), MAX_LOG_BYTES_PER_SECOND);
      judge.atMost('O17', 'with room again a message is acked after', recoveredMs, RECOVERED_MS, ' ms');
    });
  },
};

const count = (flooders: readonly Flooder[]): { acked: number; refused: number } => ({
  acked: flooders.reduce((sum, { acked }) => sum + acked.length, 0),
  refused: flooders.reduce((sum, { refused }) => sum + refused, 0),
});

const BODY = encodeMessageBody({ kind: 'text', text: 'x'.repeat(BODY_BYTES) });

async function write(flooders: readonly Flooder[], ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(EVERY_MS)) {
    for (const flooder of flooders) void flooder.send(4, BODY);
  }
}

/** Until PostgreSQL has no byte left. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const chunk = Buffer.alloc(1 << 20);
  try {
    for (let size = chunk.length; size > 0;) {
      try {
        writeSync(file, chunk, 0, size);
      } catch {
        size >>= 1;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** A write through the REST API, again and again. */
async function restWhile({ world }: Target, { device }: Seat, ms: number): Promise<number[]> {
  const statuses: number[] = [];
  for (const end = performance.now() + ms; performance.now() < end; await sleep(500)) {
    const answer = await fetch(`${world.webUrl}/api/v1/user/profile`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ signature: `x${'y'.repeat(80)}${statuses.length}` }),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    statuses.push(answer?.status ?? 0);
  }
  return statuses;
}

/** PostgreSQL ends when it has no room for its log; whoever runs it starts it again. */
async function writesAgain({ world, context }: Target, flooders: readonly Flooder[]): Promise<number> {
  const ended = await Promise.race([world.postgres?.exited.then(() => true), sleep(100).then(() => false)]);
  if (ended === true) {
    context.progress('PostgreSQL had ended');
    await world.restartPostgres();
  }
  const start = performance.now();
  const { acked } = count(flooders);
  while (count(flooders).acked === acked) {
    if (performance.now() - start > 2 * RECOVERED_MS) return Infinity;
    await write(flooders, EVERY_MS);
  }
  return performance.now() - start;
}
