// The Node side of testing/peer-host.ts.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DENO } from './repository-scripts.js';
import type { RawLane, RawPeer, RawSession } from './raw-peer.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const host = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const COMMANDS = {
  deno: [DENO, 'run', '--unstable-net', '--no-prompt', '--node-modules-dir=manual', '--allow-net', host('peer-host.ts')],
  fails: [process.execPath, host('fails-peer-host.ts')],
} as const;

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Target {
  readonly url: string;
  /** base64 SHA-256 of the certificate. */
  readonly hash: string;
}

export class PeerProcess implements RawPeer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #target: Target;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  constructor(target: Target, engine: keyof typeof COMMANDS = 'deno') {
    const [command, ...args] = COMMANDS[engine];
    this.#target = target;
    this.#child = spawn(command, args, { cwd: ROOT });
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"id"')) return;
      const answer = JSON.parse(line) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#child.once('exit', () => {
      for (const [id, wake] of this.#waiting) wake({ id, error: 'the peer process ended' });
    });
  }

  ask(op: string, request: Record<string, unknown> = {}): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value, error }) => {
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      });
      this.#child.stdin.write(`${JSON.stringify({ id, op, ...request })}\n`);
    });
  }

  async open(target: Target = this.#target): Promise<RawSession & { readonly number: number }> {
    const session = (await this.ask('open', { ...target })) as number;
    return {
      number: session,
      lane: () => this.#lane(session),
      datagram: async () => new Uint8Array(Buffer.from(String(await this.ask('readDatagram', { session })), 'base64')),
      closed: this.ask('closed', { session }).then(
        () => undefined,
        () => undefined,
      ),
      close: () => {
        this.ask('close', { session }).catch(() => undefined);
      },
    };
  }

  /** How many of the sessions got an answer to their first frame. */
  async openMany(first: readonly Uint8Array[]): Promise<number> {
    return (await this.ask('openMany', { ...this.#target, first: first.map(base64) })) as number;
  }

  async vanish(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** The process stands still: it reads nothing, though its engine would. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  async #lane(session: number): Promise<RawLane> {
    const lane = await this.ask('lane', { session });
    return {
      write: async (bytes) => {
        await this.ask('write', { lane, data: base64(bytes) });
      },
      read: async () => {
        const data = await this.ask('read', { lane });
        return typeof data === 'string' ? new Uint8Array(Buffer.from(data, 'base64')) : undefined;
      },
    };
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
