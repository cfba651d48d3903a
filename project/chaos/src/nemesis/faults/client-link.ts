import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpFaults } from '../../../../../scripts/faults/tcp-proxy.ts';
import type { UdpFaults } from '../../../../../scripts/faults/udp-proxy.ts';
import type { Draw, FaultKind } from '../fault.ts';

const TCP: readonly ((draw: Draw) => TcpFaults)[] = [
  () => ({ refuse: true }),
  () => ({ blackHole: true }),
  () => ({ dropToServer: true }),
  () => ({ dropToClient: true }),
  ({ between }) => ({ cutAfterBytes: between(1, 50_000) }),
  ({ between }) => ({ delayMs: between(20, 500) }),
];

/** `address`: every client comes from another one from now on. */
const UDP: readonly ((draw: Draw) => UdpFaults | 'address')[] = [
  ({ one }) => ({ loss: one([0.05, 0.1, 0.3]), duplicate: 0.05, reorder: 0.1 }),
  () => ({ blackHole: true }),
  () => ({ lossToServer: 1 }),
  () => ({ lossToClient: 1 }),
  ({ between }) => ({ delayMs: between(20, 500) }),
  () => 'address',
];

/** Something between the clients and one access process, whichever way they come. */
export const clientLink =
  (nodes: number, longestMs: number): FaultKind =>
  (draw) => {
    const node = draw.between(1, nodes);
    const forMs = draw.between(300, longestMs);
    const tcp = draw.one(TCP)(draw);
    const udp = draw.one(UDP)(draw);
    return {
      name: `clients of access ${node}: TCP ${JSON.stringify(tcp)}, UDP ${JSON.stringify(udp)} for ${forMs} ms`,
      part: 'clients',
      kill: false,
      async run({ world }) {
        const proxies = world.accessProxies[node - 1];
        proxies?.websocket?.set(tcp);
        if (tcp.refuse === true) proxies?.websocket?.cut();
        if (udp === 'address') proxies?.udp?.rebind();
        else proxies?.udp?.set(udp);
        await sleep(forMs);
        proxies?.websocket?.clear();
        proxies?.udp?.clear();
      },
    };
  };
