// One load generator process (Deno): opens sessions for pairs of users, sends on an open-loop schedule, measures from the scheduled time.
import process from 'node:process';
// A pair has one batch in flight, as the SDK does; messages that are due meanwhile join the next batch.
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Down } from '@godwit/shared/protocol/down';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { idFromParts } from '@godwit/shared/ids/id';
import { Latencies } from './latency.ts';
import type { LoadEvent, LoadPair, LoadPlan, Percentiles } from './load-plan.ts';
import { LoadSession } from './session.ts';

declare const Deno: { readonly stdin: { readonly readable: ReadableStream<Uint8Array> }; exit(code: number): never };

const TICK_MS = 1;
const DRAIN_MS = 5_000;
const MAX_BATCH = 64;
/** Upper half of this run's client message ids: another run on the same conversations must not repeat them. */
const RUN = Math.floor(Math.random() * 0x7fff_ffff);

interface Scheduled {
  readonly at: number;
  readonly measured: boolean;
}

const print = (event: LoadEvent): void => {
  console.log(JSON.stringify(event));
};

const summary = (latencies: Latencies): Percentiles => {
  const [p50 = 0, p95 = 0, p99 = 0, max = 0] = latencies.percentiles([0.5, 0.95, 0.99, 1]);
  return { p50, p95, p99, max };
};

const acks = new Latencies();
const deliveries = new Latencies();
const count = { scheduled: 0, acked: 0, delivered: 0, doubled: 0, disordered: 0, refused: 0 };

let failedConnects = 0;

/** One conversation under load: what is due, what is in flight, what the receiver has seen. */
class Pair {
  readonly #pair: LoadPair;
  readonly #padding: string;
  readonly #sent = new Map<string, Scheduled>();
  readonly #undelivered = new Map<string, Scheduled>();
  readonly #due: Scheduled[] = [];
  #sender: LoadSession | undefined;
  #inFlight = false;
  #lastSeq = 0;
  #number = 0;

  constructor(pair: LoadPair, bodyBytes: number) {
    this.#pair = pair;
    this.#padding = 'x'.repeat(bodyBytes);
  }

  async connect(plan: LoadPlan, connects: Latencies): Promise<void> {
    const open = async (user: LoadPair['sender'], onDown: (down: Down) => void): Promise<LoadSession> => {
      const start = performance.now();
      for (;;) {
        const session = await LoadSession.open(plan.url, plan.certificateHash, user, onDown).catch(() => undefined);
        if (session === undefined) {
          failedConnects += 1;
          continue;
        }
        connects.record(performance.now() - start);
        return session;
      }
    };
    await open(this.#pair.receiver, (down) => {
      this.#received(down);
    });
    this.#sender = await open(this.#pair.sender, (down) => {
      this.#answered(down);
    });
  }

  schedule(at: number, measured: boolean): void {
    if (measured) count.scheduled += 1;
    this.#due.push({ at, measured });
    if (!this.#inFlight) this.#sendDue();
  }

  #sendDue(): void {
    const batch = this.#due.splice(0, MAX_BATCH);
    if (batch.length === 0) return;
    this.#inFlight = true;
    const entries = batch.map((scheduled): OutgoingEntry => {
      this.#number += 1;
      const clientMsgId = idFromParts(this.#number, RUN);
      this.#sent.set(clientMsgId, scheduled);
      this.#undelivered.set(clientMsgId, scheduled);
      const body = encodeMessageBody({ kind: 'text', text: this.#padding });
      return { clientMsgId, kind: 'message', targetSeq: 0, body };
    });
    this.#sender?.send({ kind: 'userMessage', conversationId: this.#pair.conversationId, entries });
  }

  #answered(down: Down): void {
    if (down.kind === 'error') count.refused += 1;
    if (down.kind !== 'messageAck') return;
    const now = performance.now();
    for (const result of down.results) {
      const scheduled = this.#sent.get(result.clientMsgId);
      if (scheduled === undefined) continue;
      this.#sent.delete(result.clientMsgId);
      if (result.code !== 0) count.refused += 1;
      else if (scheduled.measured) {
        count.acked += 1;
        acks.record(now - scheduled.at);
      }
    }
    this.#inFlight = false;
    this.#sendDue();
  }

  #received(down: Down): void {
    if (down.kind !== 'pushMessage') return;
    const now = performance.now();
    for (const entry of down.entries) {
      if (entry.seq <= this.#lastSeq) count.disordered += 1;
      this.#lastSeq = entry.seq;
      const scheduled = this.#undelivered.get(entry.clientMsgId);
      if (scheduled === undefined) count.doubled += 1;
      else if (scheduled.measured) {
        count.delivered += 1;
        deliveries.record(now - scheduled.at);
      }
      this.#undelivered.delete(entry.clientMsgId);
    }
  }
}

/** Calls `due(n)`-many schedules per tick so that exactly rate × elapsed messages are scheduled, however late a tick comes. */
async function openLoop(pairs: readonly Pair[], rate: number, seconds: number, measured: boolean): Promise<void> {
  const start = performance.now();
  let scheduled = 0;
  for (;;) {
    const elapsed = performance.now() - start;
    const due = Math.min(Math.floor((elapsed / 1000) * rate), Math.floor(rate * seconds));
    for (; scheduled < due; scheduled += 1) pairs[scheduled % pairs.length]?.schedule(start + (scheduled / rate) * 1000, measured);
    if (elapsed >= seconds * 1000) return;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}

const plan = JSON.parse(await new Response(Deno.stdin.readable).text()) as LoadPlan;
const pairs = plan.pairs.map((pair) => new Pair(pair, plan.bodyBytes));
const connects = new Latencies();
const connectStart = performance.now();
const queue = [...pairs];
await Promise.all(
  Array.from({ length: plan.connectsAtOnce }, async () => {
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) await pair.connect(plan, connects);
  }),
);
print({
  event: 'connected',
  connectMs: summary(connects),
  sessions: connects.count,
  failed: failedConnects,
  seconds: (performance.now() - connectStart) / 1000,
});
if (plan.rate > 0) {
  await openLoop(pairs, plan.rate, plan.warmupSeconds, false);
  print({ event: 'measuring' });
  const cpu = process.cpuUsage();
  await openLoop(pairs, plan.rate, plan.seconds, true);
  print({ event: 'measured' });
  const used = process.cpuUsage(cpu);
  const until = performance.now() + DRAIN_MS;
  while (count.delivered + count.refused < count.scheduled && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  print({
    event: 'result',
    ...count,
    deliveryMs: summary(deliveries),
    ackMs: summary(acks),
    generatorCpuMs: (used.user + used.system) / 1000,
  });
}
Deno.exit(0);
