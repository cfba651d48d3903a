// A TCP proxy that understands what the server says, so that it can lose whole messages and nothing else. What clients say passes.
import { connect, createServer, type Socket } from 'node:net';

/** Cuts a byte stream into messages. */
export interface MessageCutter {
  /** The messages that are complete with these bytes, each as it has to be passed on, and whether it carries a push. */
  push(bytes: Buffer): readonly { readonly bytes: Buffer; readonly carriesPush: boolean }[];
}

export interface DroppingProxy {
  readonly port: number;
  /** Messages with pushes that were lost. */
  readonly dropped: number;
  /** While true every message that carries a push is lost. */
  dropPushes(drop: boolean): void;
  close(): Promise<void>;
}

export interface DroppingProxyOptions {
  /** Asked for each connection. */
  readonly targetPort: () => number;
  readonly cutter: () => MessageCutter;
}

export async function startDroppingProxy({ targetPort, cutter }: DroppingProxyOptions): Promise<DroppingProxy> {
  const state = { dropping: false, dropped: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const target = connect({ host: '127.0.0.1', port: targetPort(), noDelay: true });
    const messages = cutter();
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.on('data', (bytes) => target.write(bytes));
    target.on('data', (bytes: Buffer) => {
      for (const message of messages.push(bytes)) {
        if (state.dropping && message.carriesPush) state.dropped += 1;
        else client.write(message.bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get dropped() {
      return state.dropped;
    },
    dropPushes: (drop) => {
      state.dropping = drop;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
