import { setTimeout as sleep } from 'node:timers/promises';
import type { Down } from '@godwit/shared/protocol/down';
import type { ConversationLoad } from './conversation-load.ts';
import type { LoadPlan, LoadUser } from './load-plan.ts';
import { LoadSession } from './load-session.ts';
import { printEvent } from './print-event.ts';
import type { Tally } from './tally.ts';
import { openWebSocketWire } from './websocket-wire.ts';
import { openWebTransportWire } from './webtransport-wire.ts';

/** A session that is not up by then ends the run. */
const GIVE_UP_MS = 60_000;
const RETRY_MS = 100;

interface Opening {
  readonly user: LoadUser;
  readonly onDown: (down: Down) => void;
  readonly opened: (session: LoadSession) => void;
}

/** Opens all sessions of the plan, `connectsAtOnce` at a time, and prints how long that took; times count from the first attempt. */
export async function openSessions(plan: LoadPlan, conversations: readonly ConversationLoad[], tally: Tally): Promise<void> {
  const waiting = plan.conversations.flatMap(({ receivers, sender }, index): Opening[] => {
    const conversation = conversations[index]!;
    return [
      ...receivers.map((user) => ({ user, onDown: conversation.receiver(), opened: () => undefined })),
      { user: sender, onDown: conversation.sender, opened: (session) => conversation.connected(session) },
    ];
  });
  let number = 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next.opened(await open(plan, number++, next, tally));
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: plan.connectsAtOnce }, worker));
  printEvent({
    event: 'connected',
    sessions: tally.connects.count,
    failed: tally.counts.failedConnects,
    seconds: (performance.now() - start) / 1000,
    connectUs: tally.connects.encoded(),
  });
}

async function open(plan: LoadPlan, number: number, { user, onDown }: Opening, tally: Tally): Promise<LoadSession> {
  const node = plan.nodes[number % plan.nodes.length]!;
  const openWire = plan.transport === 'websocket' ? openWebSocketWire : openWebTransportWire;
  const start = performance.now();
  for (;;) {
    try {
      const session = await LoadSession.open(openWire, node, user, onDown);
      tally.connects.recordMs(performance.now() - start);
      return session;
    } catch (error) {
      tally.counts.failedConnects += 1;
      if (performance.now() - start > GIVE_UP_MS) throw error;
      await sleep(RETRY_MS * Math.random());
    }
  }
}
