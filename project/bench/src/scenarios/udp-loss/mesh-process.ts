// Load of users who all write to each other (Deno, or Node for WebSocket): one session each carries many conversations. Plan on standard input, LoadEvents on standard output.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { Down } from '@godwit/shared/protocol/down';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { ConversationLoad } from '../../generator/conversation-load.ts';
import { LoadSession } from '../../generator/load-session.ts';
import { printEvent } from '../../generator/print-event.ts';
import { runSchedule } from '../../generator/run-schedule.ts';
import { Tally } from '../../generator/tally.ts';
import { openWebSocketWire } from '../../generator/websocket-wire.ts';
import { openWebTransportWire } from '../../generator/webtransport-wire.ts';
import type { MeshPlan } from './mesh-plan.ts';

const plan = JSON.parse(await text(process.stdin)) as MeshPlan;
const tally = new Tally();
const body = encodeMessageBody({ kind: 'text', text: 'x'.repeat(plan.bodyBytes) });

class MeshConversation {
  readonly load: ConversationLoad;
  readonly #receiver: number;
  readonly #receive: (down: Down) => void;

  constructor({ id, sender, receiver }: MeshPlan['conversations'][number]) {
    this.#receiver = receiver;
    this.load = new ConversationLoad({ id, sender: plan.users[sender]!, receivers: [plan.users[receiver]!] }, body, tally);
    this.#receive = this.load.receiver();
  }

  /** A push may come to the sender too, when logic does not know who is where. */
  heard(down: Down, user: number): void {
    if (down.kind === 'messageAck') this.load.sender(down);
    else if (user === this.#receiver) this.#receive(down);
  }
}

const conversations = new Map(plan.conversations.map((one) => [one.id, new MeshConversation(one)]));

function onDown(down: Down, user: number): void {
  if (down.kind === 'messageAck' || down.kind === 'pushMessage') conversations.get(down.conversationId)?.heard(down, user);
  else if (down.kind === 'error' || down.kind === 'disconnect') throw new Error(JSON.stringify(down));
}

async function open(index: number): Promise<void> {
  const openWire = plan.transport === 'websocket' ? openWebSocketWire : openWebTransportWire;
  const start = performance.now();
  const session = await LoadSession.open(openWire, plan.node, plan.users[index]!, (down) => onDown(down, index));
  tally.connects.recordMs(performance.now() - start);
  for (const { id, sender } of plan.conversations) if (sender === index) conversations.get(id)?.load.connected(session);
}

process.once('SIGTERM', () => process.exit(0));
const connectStart = performance.now();
await Promise.all(plan.users.map((_user, index) => open(index)));
printEvent({
  event: 'connected',
  sessions: tally.connects.count,
  failed: 0,
  seconds: (performance.now() - connectStart) / 1000,
  connectUs: tally.connects.encoded(),
});
const loads = [...conversations.values()].map(({ load }) => load);
await runSchedule(plan, (n, dueAtMs, measured) => loads[n % loads.length]?.schedule(dueAtMs, measured), tally);
process.exit(0);
