// One load generator process (Deno): opens the sessions of its plan, sends on an open-loop schedule, measures from the scheduled time.
// Plan on standard input, LoadEvents on standard output. After `connected` it waits for SIGUSR2, so that several start together.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { LoadEvent } from '../arm.ts';
import { ConversationLoad } from './conversation-load.ts';
import { openSessions } from './open-sessions.ts';
import type { LoadPlan } from './load-plan.ts';
import { openLoop } from './open-loop.ts';
import { Tally } from './tally.ts';

const DRAIN_MS = 5_000;
const DRAIN_POLL_MS = 20;

process.once('SIGTERM', () => process.exit(0));
const go = new Promise<void>((resolve) => process.once('SIGUSR2', () => resolve()));
const print = (event: LoadEvent): void => console.log(JSON.stringify(event));

const plan = JSON.parse(await text(process.stdin)) as LoadPlan;
const tally = new Tally();
const body = encodeMessageBody({ kind: 'text', text: 'x'.repeat(plan.bodyBytes) });
const conversations = plan.conversations.map((one) => new ConversationLoad(one, body, tally));

const connectStart = performance.now();
await openSessions(plan, conversations, tally);
print({
  event: 'connected',
  sessions: tally.connects.count,
  failed: tally.counts.failedConnects,
  seconds: (performance.now() - connectStart) / 1000,
  connectUs: tally.connects.encoded(),
});
await go;
if (plan.rate > 0) {
  await run();
  process.exit(0);
}

async function run(): Promise<void> {
  const send =
    (measured: boolean) =>
    (n: number, dueAtMs: number): void =>
      conversations[n % conversations.length]?.schedule(dueAtMs, measured);
  await openLoop(plan.rate, plan.warmupSeconds, send(false));
  print({ event: 'measuring' });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await openLoop(plan.rate, plan.seconds, send(true));
  const { user, system } = process.cpuUsage(cpu);
  const busyShare = (user + system) / 1000 / (performance.now() - start);
  print({ event: 'measured', busyShare, scheduleLagUs: tally.scheduleLag.encoded() });
  const { counts } = tally;
  for (const end = performance.now() + DRAIN_MS; counts.delivered < counts.expected && performance.now() < end;) await sleep(DRAIN_POLL_MS);
  const { failedConnects: _, expected: __, ...result } = counts;
  print({ event: 'result', ...result, deliveryUs: tally.deliveries.encoded(), ackUs: tally.acks.encoded() });
}
