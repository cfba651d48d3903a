// A TCP proxy on loopback that misbehaves on demand, because the kernel may have no netem. Without faults it only passes bytes on.
import { createServer, type Server, type Socket } from 'node:net';
import { TcpLink } from './tcp-link.ts';

export interface TcpFaults {
  /** A new connection is reset at once. */
  readonly refuse?: boolean;
  /** Connections are accepted, nothing passes, nothing is answered; when it ends, what waited goes on. */
  readonly blackHole?: boolean;
  /** What the client sends is lost silently. When it ends, connections that lost something are reset. */
  readonly dropToServer?: boolean;
  readonly dropToClient?: boolean;
  /** In each direction. */
  readonly delayMs?: number;
  /** A connection ends after so many more bytes, both directions together: usually in the middle of a message. */
  readonly cutAfterBytes?: number;
  /** Of each connection, in each direction. */
  readonly bytesPerSecond?: number;
}

export interface TcpProxyOptions {
  readonly targetPort: number;
  readonly targetHost?: string;
  /** Default: a free one. */
  readonly port?: number;
}

export interface TcpProxy {
  readonly port: number;
  /** Open connections, half-open ones included. */
  readonly connections: number;
  /** Replaces all faults, for open connections too. */
  set(faults: TcpFaults): void;
  clear(): void;
  /** Resets every open connection. */
  cut(): void;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

export async function startTcpProxy({ targetPort, targetHost = LOOPBACK, port = 0 }: TcpProxyOptions): Promise<TcpProxy> {
  const links = new Set<TcpLink>();
  let faults: TcpFaults = {};
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client: Socket) => {
    if (faults.refuse === true) client.resetAndDestroy();
    else links.add(new TcpLink({ client, targetHost, targetPort, faults: () => faults, onGone: (link) => links.delete(link) }));
  });
  const set = (next: TcpFaults): void => {
    faults = next;
    for (const link of [...links]) link.faultsChanged();
  };
  const cut = (): void => {
    for (const link of [...links]) link.cut();
  };
  return {
    port: await listen(server, port),
    get connections() {
      return links.size;
    },
    set,
    clear: () => set({}),
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, backlog: 1_024 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
