// A UDP proxy on loopback that misbehaves on demand, by a seed. Every peer gets an upstream socket of its own, so that a QUIC server
// sees as many addresses as there are clients. Bounded: MAX_PEERS, and MAX_DELAYED packets wait; what is beyond is dropped.
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { seededRandom } from './seeded-random.ts';
import { UdpWire } from './udp-wire.ts';

export interface UdpFaults {
  /** Share of packets, in each direction; the two below replace it for one. */
  readonly loss?: number;
  readonly lossToServer?: number;
  readonly lossToClient?: number;
  readonly duplicate?: number;
  /** Share of packets that are overtaken by later ones. */
  readonly reorder?: number;
  readonly delayMs?: number;
  /** Everything is dropped. */
  readonly blackHole?: boolean;
}

export interface UdpProxyOptions {
  readonly targetPort: number;
  readonly seed?: number;
  /** Default 127.0.0.1; another address of the loopback network may carry the target's own port number. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
}

/** Packets in both directions since the start. */
export interface UdpStats {
  readonly forwarded: number;
  readonly dropped: number;
  readonly duplicated: number;
  readonly reordered: number;
  /** Peers now. */
  readonly peers: number;
}

export interface UdpProxy {
  readonly port: number;
  /** Replaces all faults. */
  set(faults: UdpFaults): void;
  clear(): void;
  /** Every peer comes from another port from now on, and what the server sends to the old one is lost: a change of address. */
  rebind(): void;
  stats(): UdpStats;
  close(): Promise<void>;
}

interface Peer {
  upstream: Socket;
  lastSeenMs: number;
}

const LOOPBACK = '127.0.0.1';
const MAX_PEERS = 16_384;
const PEER_IDLE_MS = 120_000;
const SWEEP_MS = 30_000;
const SOCKET_BUFFER_BYTES = 4 << 20; // the kernel takes what net.core.rmem_max allows
const PEER_BUFFER_BYTES = 1 << 20;

export async function startUdpProxy({ targetPort, seed = 1, host = LOOPBACK, port = 0 }: UdpProxyOptions): Promise<UdpProxy> {
  const wire = new UdpWire(seededRandom(seed));
  const peers = new Map<string, Peer>();
  const front = createSocket(socketOptions(SOCKET_BUFFER_BYTES));
  const openUpstream = (clientAddress: string, clientPort: number): Socket => {
    const upstream = createSocket(socketOptions(PEER_BUFFER_BYTES));
    upstream.on('error', () => undefined);
    upstream.on('message', (packet, { port: from }) => {
      if (from === targetPort) wire.carry('client', () => front.send(packet, clientPort, clientAddress, ignore));
    });
    return upstream;
  };
  front.on('message', (packet, { address, port: from }) => {
    const key = `${address}:${from}`;
    let peer = peers.get(key);
    if (peer === undefined) {
      if (peers.size >= MAX_PEERS) return wire.drop();
      peer = { upstream: openUpstream(address, from), lastSeenMs: 0 };
      peers.set(key, peer);
    }
    peer.lastSeenMs = Date.now();
    const known = peer;
    wire.carry('server', () => known.upstream.send(packet, targetPort, LOOPBACK, ignore));
  });
  await bind(front, host, port);
  front.on('error', () => undefined);
  const sweep = setInterval(() => {
    for (const [key, peer] of peers) {
      if (Date.now() - peer.lastSeenMs < PEER_IDLE_MS) continue;
      peer.upstream.close();
      peers.delete(key);
    }
  }, SWEEP_MS).unref();
  return {
    port: front.address().port,
    set: (faults) => wire.set(faults),
    clear: () => wire.set({}),
    rebind() {
      for (const [key, peer] of peers) {
        const [address = '', from = ''] = key.split(':');
        peer.upstream.close();
        peer.upstream = openUpstream(address, Number(from));
      }
    },
    stats: () => ({ ...wire.counts, peers: peers.size }),
    async close() {
      clearInterval(sweep);
      wire.close();
      for (const { upstream } of peers.values()) upstream.close();
      peers.clear();
      await new Promise<void>((resolve) => front.close(() => resolve()));
    },
  };
}

/** The addresses are literals: a look-up would cost a turn of the loop per packet. */
const socketOptions = (bufferBytes: number): SocketOptions => ({
  type: 'udp4',
  recvBufferSize: bufferBytes,
  sendBufferSize: bufferBytes,
  lookup: (address, _options, found) => found(null, address, 4),
});

const ignore = (): void => undefined;

function bind(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
