import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../../../../scripts/testing/world.ts';
import type { NodeAddress } from '../hostile/bystander-plan.ts';

const ANNOUNCED_MS = 10_000;
const POLL_MS = 50;

/** Waits until discovery names every access node: devices that connect before crowd on the first, and what happens to another hits nobody. */
export async function announcedNodes(world: World, waitMs = ANNOUNCED_MS): Promise<readonly NodeAddress[]> {
  for (const end = Date.now() + waitMs; ; await sleep(POLL_MS)) {
    const answer = (await (await fetch(`${world.webUrl}/api/v1/access`)).json()) as {
      data: { nodes: { url: string; websocketUrl: string; certificateHashes: string[] }[] } | null;
    };
    const nodes = answer.data?.nodes ?? [];
    if (nodes.length >= world.access.length)
      return nodes.map(({ url, websocketUrl, certificateHashes: [hash = ''] }) => ({ url, websocketUrl, hash }));
    if (Date.now() > end) throw new Error(`${nodes.length} of ${world.access.length} access nodes were announced`);
  }
}
