// The Node side of testing/transport-host.ts.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DENO } from './repository-scripts.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const HOST = `${ROOT}/project/access/dist/testing/transport-host.js`;
const DENO_ARGUMENTS = [
  'run',
  '--unstable-net',
  '--no-prompt',
  '--node-modules-dir=manual',
  '--allow-net',
  '--allow-env',
  '--allow-sys',
  `--allow-read=${ROOT}`,
];

export interface HostEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

export class HostProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly events: HostEvent[] = [];
  #wake: () => void = () => undefined;

  constructor(runtime: 'deno' | 'node', engine: string) {
    const [command, args] = runtime === 'deno' ? [DENO, DENO_ARGUMENTS] : [process.execPath, []];
    this.#child = spawn(command, [...args, HOST, engine], { cwd: ROOT });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      this.events.push(JSON.parse(line) as HostEvent);
      this.#wake();
    });
    let complaints = '';
    this.#child.stderr.on('data', (text: Buffer) => {
      complaints += text.toString();
    });
    this.#child.once('exit', (code) => {
      this.events.push({ event: 'exit', code, complaints });
      this.#wake();
    });
  }

  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  count(event: string): number {
    return this.events.filter((e) => e.event === event).length;
  }

  /** The nth event of this name, which may have happened already. */
  async until(event: string, nth = 1): Promise<HostEvent> {
    for (;;) {
      const found = this.events.filter((e) => e.event === event)[nth - 1];
      if (found !== undefined) return found;
      const ended = this.events.find((e) => e.event === 'exit');
      if (ended !== undefined) throw new Error(`the host ended while waiting for ${event}: ${JSON.stringify(ended)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Resolves when no event of this name came for `quietMs`. */
  async quiet(event: string, quietMs: number): Promise<number> {
    for (let count = -1; count !== this.count(event);) {
      count = this.count(event);
      await new Promise((resolve) => {
        setTimeout(resolve, quietMs);
      });
    }
    return this.count(event);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
