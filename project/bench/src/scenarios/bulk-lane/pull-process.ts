// One device (Deno) that gets messages on the live lane while it pulls 5 MB of history on the bulk lane of the same session, again each
// second; and, to compare, without. Plan on standard input, a PullEvent for each measurement on standard output.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { idFromParts } from '@godwit/shared/ids/id';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { openLoop } from '../../generator/open-loop.ts';
import { Latencies } from '../../measure/latencies.ts';
import { Device, type Push } from '../offline-sync/device.ts';
import type { PullEvent, PullPlan } from './pull-plan.ts';

/** As the SDK. */
const PAGES_AT_ONCE = 4;
const PAGE_ENTRIES = 200;
const ENTRIES_PER_FRAME = 40;
const EVERY_MS = 1_000;
/** Until the last message must be there. */
const LATE_MS = 1_000;
const RUN = Math.floor(Math.random() * 0x7fff_ffff);
/** Texts that deflate as prose does, to about half. */
const WORDS = Array.from({ length: 2_000 }, (_, n) => (((n + 1) * 2_654_435_761) % 4_294_967_296).toString(36).slice(0, 2 + (n % 7)));

process.once('SIGTERM', () => process.exit(0));
const plan = JSON.parse(await text(process.stdin)) as PullPlan;
let number = 0;
const dueAt: number[] = [];
let latencies = new Latencies();
let wireBytes = 0;

const receiver = await Device.open(plan.node, plan.receiver, { push: hear, bytes: (count) => (wireBytes += count) });
const sender = await Device.open(plan.node, plan.live.sender);
await writeHistory();
for (let round = 0; round < plan.rounds; round++) for (const pulling of [false, true]) console.log(JSON.stringify(await measure(pulling)));
process.exit(0);

function prose(bytes: number): string {
  let line = '';
  while (line.length < bytes) line += `${WORDS[Math.floor(WORDS.length * Math.random() ** 2)]} `;
  return line.slice(0, bytes);
}

function entryOf(line: string): OutgoingEntry {
  return { clientMsgId: idFromParts(++number, RUN), kind: 'message', targetSeq: 0, body: encodeMessageBody({ kind: 'text', text: line }) };
}

async function writeHistory(): Promise<void> {
  const { id: conversationId, sender: writer, entries: total, bodyBytes } = plan.history;
  const device = await Device.open(plan.node, writer);
  for (let left = total; left > 0; left -= ENTRIES_PER_FRAME) {
    const entries = Array.from({ length: Math.min(ENTRIES_PER_FRAME, left) }, () => entryOf(prose(bodyBytes)));
    await device.write({ kind: 'userMessage', conversationId, entries });
  }
  device.close();
}

function hear({ conversationId, entries }: Push): void {
  if (conversationId !== plan.live.id) return;
  for (const { body } of entries) latencies.recordMs(performance.now() - (dueAt[Number(decodeMessageBody(body).text)] ?? 0));
}

async function measure(pulling: boolean): Promise<PullEvent> {
  latencies = new Latencies();
  dueAt.length = 0;
  const over = new AbortController();
  const pulled = pulling ? pullEachSecond(over.signal) : Promise.resolve([]);
  await openLoop(plan.rate, plan.seconds, (n, dueAtMs) => {
    dueAt[n] = dueAtMs;
    sender.say({ kind: 'userMessage', conversationId: plan.live.id, entries: [entryOf(String(n))] });
  });
  over.abort();
  const pulls = await pulled;
  await sleep(LATE_MS);
  return {
    event: 'measured',
    pulling,
    latencyUs: latencies.encoded(),
    lost: dueAt.length - latencies.count,
    pulls: pulls.length,
    pullMs: pulls.map(({ ms }) => ms),
    bodyBytes: pulls[0]?.bodyBytes ?? 0,
    wireBytes: pulls[0]?.wireBytes ?? 0,
  };
}

interface Pulled {
  readonly ms: number;
  readonly bodyBytes: number;
  readonly wireBytes: number;
}

async function pullEachSecond(signal: AbortSignal): Promise<Pulled[]> {
  const pulls: Pulled[] = [];
  while (!signal.aborted) {
    const start = performance.now();
    const before = wireBytes;
    const bodyBytes = await pull();
    const ms = performance.now() - start;
    pulls.push({ ms, bodyBytes, wireBytes: wireBytes - before });
    await sleep(Math.max(0, EVERY_MS - ms));
  }
  return pulls;
}

/** The whole log, four pages at a time over equal parts of it. Resolves with the bytes of its bodies. */
async function pull(): Promise<number> {
  const part = Math.ceil(plan.history.entries / PAGES_AT_ONCE);
  const parts = Array.from({ length: PAGES_AT_ONCE }, (_, n) => pullRange(n * part + 1, Math.min((n + 1) * part, plan.history.entries)));
  return (await Promise.all(parts)).reduce((sum, bytes) => sum + bytes, 0);
}

async function pullRange(from: number, to: number): Promise<number> {
  let bytes = 0;
  for (let next = from; next <= to;) {
    const { entries, toSeq } = await receiver.page(plan.history.id, { from: next, to, limit: PAGE_ENTRIES, direction: 'forward' });
    for (const { body } of entries) bytes += body.length;
    next = toSeq + 1;
  }
  return bytes;
}
