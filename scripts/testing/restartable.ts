// A server that can be ended and started again on its port, so that those who use it need not be told.
import { setTimeout as sleep } from 'node:timers/promises';

/** Registers what has to be undone at the end, last one first. */
export type Defer = (cleanup: () => Promise<unknown>) => void;

interface Stoppable {
  readonly port: number;
  stop(): Promise<void>;
}

export interface Restartable<S> {
  now(): S;
  restart(end: (server: S) => Promise<void>, downMs: number): Promise<void>;
}

export async function restartable<S extends Stoppable>(start: (port?: number) => Promise<S>, defer: Defer): Promise<Restartable<S>> {
  let server = await start();
  let restarting: Promise<void> = Promise.resolve();
  const restart = async (end: (server: S) => Promise<void>, downMs: number): Promise<void> => {
    await end(server);
    await sleep(downMs);
    server = await start(server.port);
  };
  defer(async () => {
    await restarting.catch(() => undefined); // its caller was told
    await server.stop();
  });
  return {
    now: () => server,
    restart: (end, downMs) => (restarting = restart(end, downMs)),
  };
}
