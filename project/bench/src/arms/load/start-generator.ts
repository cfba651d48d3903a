import type { LoadProcess } from '../../arm.ts';
import { spawnGenerator } from '../../generator/spawn-generator.ts';
import type { ArmPlan } from './run-generator.ts';

const STOP_MS = 5_000;

/** A generator process (Node) of a comparison arm. */
export async function startGenerator(name: string, program: string, plan: ArmPlan<unknown>): Promise<LoadProcess> {
  const { child, events } = await spawnGenerator(name, process.execPath, [program], plan);
  return { pid: child.pid, events, stop: async () => void (await child.stop('SIGTERM', STOP_MS)) };
}
