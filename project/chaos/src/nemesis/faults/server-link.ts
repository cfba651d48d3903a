import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpFaults } from '../../../../../scripts/faults/tcp-proxy.ts';
import type { Draw, FaultKind } from '../fault.ts';

const FAULTS: readonly ((draw: Draw) => TcpFaults)[] = [
  () => ({ blackHole: true }),
  () => ({ dropToServer: true }),
  () => ({ dropToClient: true }),
  ({ between }) => ({ delayMs: between(20, 400) }),
  ({ between }) => ({ cutAfterBytes: between(1, 20_000) }),
  () => ({ refuse: true }),
];

/** Something between the tiers and a server: nothing passes, half of it, late, or connections break in the middle of a message. */
export const serverLink =
  (server: 'postgres' | 'redis' | 'nats', longestMs: number): FaultKind =>
  (draw) => {
    const faults = draw.one(FAULTS)(draw);
    const forMs = draw.between(300, longestMs);
    return {
      name: `link to ${server}: ${JSON.stringify(faults)} for ${forMs} ms`,
      part: server,
      kill: false,
      async run({ world }) {
        const proxy = world.proxies[server];
        if (proxy === undefined) throw new Error(`there is no proxy before ${server}`);
        proxy.set(faults);
        if (faults.refuse === true) proxy.cut();
        await sleep(forMs);
        proxy.clear();
      },
    };
  };
