// The Node side of crew-process.ts.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@godwit/shared/ids/id';
import { ROOT } from '../../../../scripts/repository.ts';
import { JsonProcess } from '../hostile/json-process.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { ledgerFile } from '../ledger/read-ledger.ts';
import type { LedgerSource } from '../ledger/ledger.ts';
import type { CrewDevice, CrewState, Line, Reading, TalkPlan } from './crew-plan.ts';

const CONNECTS_AT_ONCE = 16;
const POLL_MS = 50;
const SETTLE_MS = 20_000;

export interface CrewOptions {
  /** A mutated copy of the repository, whose SDK the devices then run. */
  readonly root: string | undefined;
  readonly dir: string;
  readonly devices: readonly CrewDevice[];
}

export class Crew {
  readonly ledger: LedgerSource;
  readonly size: number;
  readonly #process: JsonProcess;

  private constructor(process: JsonProcess, ledger: LedgerSource, size: number) {
    this.#process = process;
    this.ledger = ledger;
    this.size = size;
  }

  /** Signed in, not connected. */
  static async start({ root, dir, devices }: CrewOptions): Promise<Crew> {
    const path = join(root ?? ROOT, 'project/chaos/src/reliability/crew-process.ts');
    const process = new JsonProcess('deno', pathToFileURL(path).href);
    const ledger = join(mkdtempSync(join(dir, 'crew-')), 'ledger.ndjson');
    const crew = new Crew(process, ledgerFile(ledger), devices.length);
    await process.ask('create', { plan: { ledger, devices } });
    return crew;
  }

  /** Resolves when all are online and synced, however long that takes, with how long each took, in ms. */
  async connect(atOnce = CONNECTS_AT_ONCE): Promise<number[]> {
    return (await this.#process.ask('connect', { atOnce })) as number[];
  }

  async state(): Promise<CrewState> {
    return (await this.#process.ask('state')) as CrewState;
  }

  async talk(lines: readonly Line[], plan: Partial<Omit<TalkPlan, 'lines'>> & { readonly everyMs: number }): Promise<void> {
    await this.#process.ask('talk', { plan: { burst: 1, messages: 0, ...plan, lines } satisfies TalkPlan });
  }

  /** After a talk with an end: resolves when everything was said, not when it was acked. */
  async spoken(): Promise<void> {
    await this.#process.ask('spoken');
  }

  /** Nobody begins a new message. */
  async hush(): Promise<void> {
    await this.#process.ask('hush');
  }

  /** Resolves when acked or refused. */
  async send(device: string, conversation: Id, ...texts: string[]): Promise<void> {
    await this.#process.ask('send', { device, conversation, texts });
  }

  async read(device: string, conversation: Id): Promise<void> {
    await this.#process.ask('read', { device, conversation });
  }

  /** Everybody begins to read it from its newest entry to its first. */
  async readBack(conversation: Id): Promise<void> {
    await this.#process.ask('readBack', { conversation });
  }

  /** How far they have come. */
  async readings(): Promise<readonly Reading[]> {
    return (await this.#process.ask('readings')) as readonly Reading[];
  }

  async reload(device: string, how: 'close' | 'crash'): Promise<void> {
    await this.#process.ask('reload', { device, how });
  }

  /** Hushes, waits until every send has ended, but not longer, and reads what did not come live. Resolves with the sends that are open. */
  async end(withinMs: number): Promise<number> {
    await this.hush();
    for (const end = performance.now() + withinMs; performance.now() < end; await sleep(POLL_MS)) {
      if ((await this.state()).openSends === 0) break;
    }
    await this.#process.ask('settle', { withinMs: SETTLE_MS });
    return (await this.state()).openSends;
  }

  stop(): Promise<void> {
    return this.#process.vanish();
  }
}

export const crewDevice = (device: SeededDevice, api: string, transport: CrewDevice['transport'] = 'websocket'): CrewDevice => ({
  device: device.deviceId,
  signIn: { userId: device.userId, accessToken: device.token, refreshToken: 'never-used', expiresAt: device.expiresAt },
  api,
  transport,
});
