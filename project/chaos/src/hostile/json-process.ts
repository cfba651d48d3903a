// A helper process that answers one JSON line with one JSON line: attack peers and bystanders run outside the process that measures.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { denoBinary } from '../../../../scripts/deno-binary.ts';
import { ROOT } from '../../../../scripts/repository.ts';

/** What serve-json.ts answers. */
interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const DENO_ARGUMENTS = ['run', '--unstable-net', '--no-remote', '--node-modules-dir=manual', '-A'];
/** A peer that gathers more than this is a mistake in the scenario, not an attack. */
const NODE_ARGUMENTS = ['--max-old-space-size=2048'];
const TAIL_CHARACTERS = 4_000;

export class JsonProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #complaints = '';

  /** `file` lies beside this one, and is taken from the tree at `root` when that is given: its SDK may hold a mutant. */
  constructor(runtime: 'deno' | 'node', file: string, { args = [], root }: { args?: readonly string[]; root?: string | undefined } = {}) {
    const own = fileURLToPath(new URL(file, import.meta.url));
    const path = root === undefined ? own : own.replace(ROOT, root);
    const [command, options] = runtime === 'deno' ? [denoBinary(), DENO_ARGUMENTS] : [process.execPath, NODE_ARGUMENTS];
    this.#child = spawn(command, [...options, path, ...args], { cwd: ROOT });
    this.#child.stderr.on('data', (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-TAIL_CHARACTERS);
    });
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line.startsWith('{"id"')) this.#answer(JSON.parse(line) as Answer);
    });
    this.#child.once('close', () => {
      const error = `${file} ended: ${this.#complaints}`;
      for (const id of this.#waiting.keys()) this.#answer({ id, error });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves when the process answers: what comes next is not slowed down by its start. */
  async ready(): Promise<void> {
    await this.ask('ready');
  }

  /** Rejects with what the process said, or when it ended. */
  ask(op: string, request: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#ended()) reject(new Error(`the process has ended: ${this.#complaints}`));
      this.#waiting.set(id, ({ value, error }) => {
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      });
      this.#child.stdin.write(`${JSON.stringify({ id, op, ...request })}\n`);
    });
  }

  /** SIGSTOP and SIGCONT: a peer whose machine went to sleep. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** kill -9: nothing is said on the wire. */
  async vanish(): Promise<void> {
    if (this.#ended()) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #answer(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}
