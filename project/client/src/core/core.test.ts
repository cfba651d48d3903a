import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Up } from '@godwit/shared/protocol/up';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { expect, it } from 'vitest';
import type { ConnectionListener } from '../link/connection.js';
import { MemoryStore } from '../store/memory.js';
import { decodeBody } from '../view/decode.js';
import { Core, type CoreListener } from './core.js';
import type { CoreEvent } from './event.js';

const PEER = { transport: 'websocket', node: 'a', heartbeatMs: 15_000, deadAfterMs: 45_000, connectionId: '0' } as const;
const nobody = new Proxy({}, { get: () => () => undefined }) as CoreListener;
const message = (clientMsgId: string, conversationId: string): CoreEvent => ({
  type: 'enqueue',
  item: { clientMsgId, conversationId, kind: 'message', targetSeq: 0, body: new Uint8Array(), createdAt: 0 },
});

it('[U-9] a message counts as sent when it goes out, not when the link was lost before', async () => {
  const sent: Up[] = [];
  const counted: Up[] = [];
  const sessions: ConnectionListener[] = [];
  const core = new Core(
    {
      clock: new FakeClock(),
      random: () => 0.5,
      dial: (listener) => void sessions.push(listener),
      store: new MemoryStore(),
      decode: decodeBody,
      patch: () => Promise.reject(new Error('not asked')),
      hops: { sent: (up) => void counted.push(up), heard: () => undefined },
    },
    nobody,
  );
  core.dispatch({ type: 'link', event: { type: 'start' } });
  await core.done();
  sessions[0]!.up({ userId: '1', peer: PEER, limits: DEFAULT_LIMITS, resumedAt: undefined, send: (up) => void sent.push(up) });
  core.dispatch(message('5', '7'));
  await core.done();
  // these go into one round: the link is gone when it is performed
  await new Promise<void>((resolve) => {
    const together = (): void => {
      core.dispatch(message('6', '8'));
      sessions[0]!.lost('cable');
      resolve(core.done());
    };
    core.dispatch({ type: 'call', run: together });
  });
  const ids = (ups: readonly Up[]): string[] =>
    ups.flatMap((up) => (up.kind === 'userMessage' ? up.entries.map((e) => e.clientMsgId) : []));
  expect(ids(sent)).toEqual(['5']);
  expect(ids(counted)).toEqual(['5']);
  core.stop();
});
