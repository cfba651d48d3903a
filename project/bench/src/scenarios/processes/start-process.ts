import { denoBinary } from '../../../../../scripts/deno-binary.ts';
import { inRepository } from '../../../../../scripts/repository.ts';
import { spawnGenerator } from '../../generator/spawn-generator.ts';

const STOP_MS = 5_000;
const ENGINES = {
  /** Has WebTransport. Its WebSocket waits for acknowledgements of TCP before it sends (no TCP_NODELAY), which browsers and Node do not. */
  deno: () => [denoBinary(), 'run', '--unstable-net', '--no-remote', '--no-prompt', '--node-modules-dir=manual', '-A'],
  node: () => [process.execPath],
};

export interface ProcessOptions {
  readonly name: string;
  readonly engine: keyof typeof ENGINES;
  /** Below project/bench/src/scenarios. */
  readonly file: string;
  readonly args?: readonly string[];
  /** On standard input, as JSON. */
  readonly plan?: unknown;
  /** Words in front of the command, e.g. those that enter a network namespace. */
  readonly within?: readonly string[];
}

export interface ScenarioProcess<Event> {
  readonly pid: number;
  /** Lines that are `{"event":…}`. Ends with the process; throws when it fails. */
  readonly events: AsyncIterableIterator<Event>;
  /** SIGTERM, after 5 s SIGKILL. */
  stop(): Promise<void>;
}

/** A process of a scenario's own. It ends with 0 on SIGTERM. */
export async function startProcess<Event>(options: ProcessOptions): Promise<ScenarioProcess<Event>> {
  const { name, engine, file, args = [], plan = null, within = [] } = options;
  const [command = '', ...words] = [...within, ...ENGINES[engine](), inRepository('project/bench/src/scenarios', file), ...args];
  const { child, events } = await spawnGenerator<Event>(name, command, words, plan);
  return { pid: child.pid, events, stop: async () => void (await child.stop('SIGTERM', STOP_MS)) };
}

/** The only event of a process. */
export async function askProcess<Event>(options: ProcessOptions): Promise<Event> {
  const { events, stop } = await startProcess<Event>(options);
  try {
    for await (const event of events) return event;
    throw new Error(`${options.name} ended without a result`);
  } finally {
    await stop();
  }
}
