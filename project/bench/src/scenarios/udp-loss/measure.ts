import type { AccessNode } from '@godwit/shared/rest/access';
import type { LoadEvent } from '../../arm.ts';
import { runLoad } from '../../measure/run-load.ts';
import type { GodwitArm } from '../../system/godwit-arm.ts';
import type { Mesh } from '../mesh/seed-mesh.ts';
import { type ProcessOptions, startProcess } from '../processes/start-process.ts';
import { overLossyLink } from './lossy-link.ts';
import type { MeshPlan } from './mesh-plan.ts';
import type { Sample } from './sample.ts';

/** 10 a second in each of 15 conversations: what is lost is found by few packets that follow. */
const LOAD = { rate: 150, warmupSeconds: 2, seconds: 15, bodyBytes: 120 };
/** Browsers and Node send on a WebSocket at once, Deno's does not (TCP_NODELAY). */
const ENGINES: Record<Sample['transport'], ProcessOptions['engine']> = { webtransport: 'deno', websocket: 'node' };

export type Wanted = Pick<Sample, 'roundTripMs' | 'loss' | 'transport' | 'round'>;

/** All users are behind one link; the round is its seed. */
export async function measure(arm: GodwitArm, mesh: Mesh, wanted: Wanted, signal: AbortSignal): Promise<Sample> {
  const { roundTripMs, loss, transport, round } = wanted;
  const [node] = await arm.nodes();
  if (node === undefined) throw new Error('no access node');
  const { result, forwarded, lost } = await overLossyLink({ loss, delayMs: roundTripMs / 2, seed: round }, ({ host, within }) => {
    const plan: MeshPlan = { ...mesh, ...LOAD, transport, node: behind(node, host) };
    const generator = { name: 'load generator', engine: ENGINES[transport], file: 'udp-loss/mesh-process.ts', plan, within };
    const load = { ...LOAD, pairs: mesh.conversations.length, connectsAtOnce: mesh.users.length };
    return runLoad({ ...arm, startLoad: () => startProcess<LoadEvent>(generator) }, load, signal);
  });
  return { ...wanted, run: result, lostShare: lost / (forwarded + lost) };
}

/** The node as it is reached through the link. */
function behind(node: AccessNode, host: string): AccessNode {
  const through = (address: string): string => {
    const url = new URL(address);
    url.hostname = host;
    return url.href;
  };
  return { ...node, url: through(node.url), websocketUrl: through(node.websocketUrl) };
}
