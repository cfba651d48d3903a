import { fileURLToPath } from 'node:url';
import { LineSource, spawnChild, untilLine } from '../../../../../scripts/servers/child-process.ts';
import type { ServerPlan } from './socketio-protocol.ts';

const READY_MS = 10_000;
const STOP_MS = 5_000;
const PROGRAM = fileURLToPath(new URL('socketio-server-process.ts', import.meta.url));

export interface SocketioServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startSocketioServer(plan: ServerPlan): Promise<SocketioServer> {
  const lines = new LineSource();
  const child = await spawnChild({
    name: 'the Socket.IO server',
    command: process.execPath,
    args: [PROGRAM],
    env: { ...process.env, NODE_ENV: 'production' },
    input: JSON.stringify(plan),
    onLine: lines.push,
  });
  const port = await untilLine(
    child,
    lines,
    (line) => (line.startsWith('{"port"') ? (JSON.parse(line) as { port: number }).port : undefined),
    READY_MS,
  ).catch(async (error: unknown) => {
    await child.stop('SIGKILL', STOP_MS);
    throw error;
  });
  return { pid: child.pid, port, stop: async () => void (await child.stop('SIGTERM', STOP_MS)) };
}
