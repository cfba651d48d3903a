import type { SocketioArm } from '../../arms/socketio/socketio-arm.ts';
import type { LoadConversation } from '../../generator/load-plan.ts';
import { startGenerators } from '../../generator/start-generators.ts';
import { type LoadRun, runLoad } from '../../measure/run-load.ts';
import type { GodwitArm } from '../../system/godwit-arm.ts';

export interface GroupLoad {
  /** Messages a second. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
}

const BODY_BYTES = 120;
const CONNECTS_AT_ONCE = 20;

/** One group under load, over WebSocket: two processes on two cores cannot hold 25,000 QUIC packets a second at both ends. */
export async function runGroup(arm: GodwitArm, conversation: LoadConversation, load: GroupLoad, signal: AbortSignal): Promise<LoadRun> {
  const plan = planOf(load);
  const nodes = await arm.nodes();
  const startLoad = (): ReturnType<GodwitArm['startLoad']> =>
    startGenerators([{ ...plan, nodes, transport: 'websocket', conversations: [conversation] }]);
  return runLoad({ ...arm, startLoad }, { ...plan, pairs: 1 }, signal);
}

/** The same with the yardstick. */
export const runSocketioGroup = (arm: SocketioArm, members: number, load: GroupLoad, signal: AbortSignal): Promise<LoadRun> =>
  runLoad({ ...arm, startLoad: (plan) => arm.startGroupLoad(members, plan) }, { ...planOf(load), pairs: 1 }, signal);

const planOf = (load: GroupLoad) => ({ ...load, bodyBytes: BODY_BYTES, connectsAtOnce: CONNECTS_AT_ONCE });

/** Of all servers. */
export const cpuPerMessage = ({ cpuMicrosPerMessage }: LoadRun): number =>
  Object.values(cpuMicrosPerMessage).reduce((sum, micros) => sum + micros, 0);

/** Nothing voids it and every copy arrived once, in order. */
export const counts = ({ voids, wrongs, delivered, scheduled }: LoadRun, receivers: number): boolean =>
  voids.length === 0 && wrongs.length === 0 && delivered === scheduled * receivers;

export const remarks = (run: LoadRun, receivers: number): string[] => [
  ...run.voids.map((why) => `void: ${why}`),
  ...run.wrongs.map((why) => `wrong: ${why}`),
  ...(run.delivered < run.scheduled * receivers
    ? [`${run.scheduled * receivers - run.delivered} of ${run.scheduled * receivers} copies were not delivered in time`]
    : []),
];
