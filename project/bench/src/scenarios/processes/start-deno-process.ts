import { denoBinary } from '../../../../../scripts/deno-binary.ts';
import { inRepository } from '../../../../../scripts/repository.ts';
import { spawnGenerator } from '../../generator/spawn-generator.ts';

const STOP_MS = 5_000;
const ARGUMENTS = ['run', '--unstable-net', '--no-remote', '--no-prompt', '--node-modules-dir=manual', '-A'];

export interface DenoProcessOptions {
  readonly name: string;
  /** Below project/bench/src/scenarios. */
  readonly file: string;
  readonly args?: readonly string[];
  /** On standard input, as JSON. */
  readonly plan?: unknown;
  /** Words in front of the command, e.g. those that enter a network namespace. */
  readonly within?: readonly string[];
}

export interface DenoProcess<Event> {
  readonly pid: number;
  /** Lines that are `{"event":…}`. Ends with the process; throws when it fails. */
  readonly events: AsyncIterableIterator<Event>;
  /** SIGTERM, after 5 s SIGKILL. */
  stop(): Promise<void>;
}

/** A process of a scenario under Deno, which has WebTransport. It ends with 0 on SIGTERM. */
export async function startDenoProcess<Event>(options: DenoProcessOptions): Promise<DenoProcess<Event>> {
  const { name, file, args = [], plan = null, within = [] } = options;
  const [command = '', ...words] = [...within, denoBinary(), ...ARGUMENTS, inRepository('project/bench/src/scenarios', file), ...args];
  const { child, events } = await spawnGenerator<Event>(name, command, words, plan);
  return { pid: child.pid, events, stop: async () => void (await child.stop('SIGTERM', STOP_MS)) };
}
