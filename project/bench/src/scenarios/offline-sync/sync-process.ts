// A device that was away (Deno): others write to it, then it connects and fetches what it missed, as the SDK does. Plan on standard
// input, a SyncEvent for each time on standard output. Fails when a message is missing, doubled or not in order.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { type GapEvent, newGap, type Pull, stepGap } from '@godwit/client/inbox/gap';
import { idFromParts } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { Device } from './device.ts';
import type { SyncEvent, SyncPlan } from './sync-plan.ts';

/** As the SDK: entries of a frame, conversations of the first page, pages at once (one each when there are several conversations). */
const MAX_BATCH = 64;
const FIRST_PAGE = 30;
const PULLS_AT_ONCE = 4;
const RUN = Math.floor(Math.random() * 0x7fff_ffff);

/** What the device keeps while it is away. */
interface Mark {
  since: number;
  userVersion: number;
  readonly seen: Map<string, number>;
}

process.once('SIGTERM', () => process.exit(0));
const plan = JSON.parse(await text(process.stdin)) as SyncPlan;
const body = encodeMessageBody({ kind: 'text', text: 'x'.repeat(plan.bodyBytes) });
const print = (event: SyncEvent): void => console.log(JSON.stringify(event));
let number = 0;

const mark: Mark = { since: 0, userVersion: 0, seen: new Map() };
await reconnect();
for (let time = 0; time < plan.times; time++) {
  await Promise.all(plan.conversations.map(write));
  print(await reconnect());
}
process.exit(0);

async function write({ id, sender }: SyncPlan['conversations'][number]): Promise<void> {
  const device = await Device.open(plan.node, sender);
  for (let left = plan.messagesEach; left > 0; left -= MAX_BATCH) {
    const entries = Array.from({ length: Math.min(MAX_BATCH, left) }, () => ({
      clientMsgId: idFromParts(++number, RUN),
      kind: 'message' as const,
      targetSeq: 0,
      body,
    }));
    await device.write({ kind: 'userMessage', conversationId: id, entries });
  }
  device.close();
}

/** Counts what comes against what was missed; the first time nothing was. */
async function reconnect(): Promise<SyncEvent> {
  const start = performance.now();
  const device = await Device.open(plan.node, plan.receiver);
  const connected = performance.now();
  const requests = await catchUp(device);
  const end = performance.now();
  device.close();
  return { event: 'synced', connectMs: connected - start, syncMs: end - connected, requests };
}

async function catchUp(device: Device): Promise<number> {
  const page = await device.ask(
    { kind: 'syncRequest', since: mark.since, userVersion: mark.userVersion, cursor: '', limit: FIRST_PAGE, conversationIds: [] },
    'syncPage',
  );
  const behind = mark.since === 0 ? [] : page.conversations.filter(({ conversationId, lastSeq }) => lastSeq > seenOf(conversationId));
  if (!page.done) throw new Error('more conversations than one page has');
  if (mark.since > 0 && behind.length !== plan.conversations.length) throw new Error(`${behind.length} conversations have news`);
  let requests = 1;
  const pullNext = async (): Promise<void> => {
    for (let next = behind.shift(); next !== undefined; next = behind.shift()) {
      const pages = await pull(device, next.conversationId, next.lastSeq);
      requests += pages;
    }
  };
  for (const { conversationId, lastSeq } of mark.since === 0 ? page.conversations : []) mark.seen.set(conversationId, lastSeq);
  await Promise.all(Array.from({ length: PULLS_AT_ONCE }, pullNext));
  Object.assign(mark, { since: page.syncTime, userVersion: page.userVersion });
  return requests;
}

/** Until the head is reached; which pages are asked for, and when, is up to the SDK's gap machine. Resolves with their number. */
async function pull(device: Device, conversationId: string, lastSeq: number): Promise<number> {
  const from = seenOf(conversationId);
  if (lastSeq - from !== plan.messagesEach) throw new Error(`${lastSeq - from} of ${plan.messagesEach} missed messages are in the log`);
  let gap = newGap(from);
  let requests = 0;
  const on = async (event: GapEvent): Promise<void> => {
    const [next, effects] = stepGap(gap, event, Math.random);
    gap = next;
    for (const { seq } of effects.flatMap((e) => (e.do === 'apply' ? e.entries : []))) see(conversationId, seq);
    await Promise.all(effects.flatMap((e) => (e.do === 'pull' ? [ask(e.pull)] : [])));
  };
  const ask = async (asked: Pull): Promise<void> => {
    requests++;
    await on({ type: 'page', page: await device.page(conversationId, asked), asked });
  };
  await on({ type: 'head', seq: lastSeq, waitMs: 0 });
  if (seenOf(conversationId) !== lastSeq) throw new Error(`only ${seenOf(conversationId)} of ${lastSeq} came`);
  return requests;
}

function see(conversationId: string, seq: number): void {
  if (seq !== seenOf(conversationId) + 1) throw new Error(`seq ${seq} came after ${seenOf(conversationId)}`);
  mark.seen.set(conversationId, seq);
}

function seenOf(conversationId: string): number {
  return mark.seen.get(conversationId) ?? 0;
}
