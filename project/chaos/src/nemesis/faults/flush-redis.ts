import { connect } from 'node:net';
import { once } from 'node:events';
import type { FaultKind } from '../fault.ts';

const ANSWER_MS = 5_000;

/** Redis forgets everything and stays up: locations, leases, limits, the list of access nodes. */
export const flushRedis: FaultKind = () => ({
  name: 'FLUSHALL',
  part: 'redis',
  kill: false,
  async run({ world }) {
    const socket = connect(world.redis().port, '127.0.0.1');
    socket.write('FLUSHALL\r\n');
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(ANSWER_MS) })) as [Buffer];
    socket.destroy();
    if (!answer.toString().startsWith('+OK')) throw new Error(`Redis answered ${answer.toString()}`);
  },
});
