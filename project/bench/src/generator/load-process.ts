// One load generator process (Deno): opens the sessions of its plan, sends on an open-loop schedule, measures from the scheduled time.
// Plan on standard input, LoadEvents on standard output. After `connected` it waits for SIGUSR2, so that several start together.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { ConversationLoad } from './conversation-load.ts';
import type { LoadPlan } from './load-plan.ts';
import { openSessions } from './open-sessions.ts';
import { runSchedule } from './run-schedule.ts';
import { Tally } from './tally.ts';

process.once('SIGTERM', () => process.exit(0));
const go = new Promise<void>((resolve) => process.once('SIGUSR2', () => resolve()));

const plan = JSON.parse(await text(process.stdin)) as LoadPlan;
const tally = new Tally();
const body = encodeMessageBody({ kind: 'text', text: 'x'.repeat(plan.bodyBytes) });
const conversations = plan.conversations.map((one) => new ConversationLoad(one, body, tally, plan.entriesPerFrame));

await openSessions(plan, conversations, tally);
await go;
if (plan.rate > 0) {
  await runSchedule(plan, (n, dueAtMs, measured) => conversations[n % conversations.length]?.schedule(dueAtMs, measured), tally);
  process.exit(0);
}
