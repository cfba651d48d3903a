import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientStatus } from '@godwit/client/events';
import type { Id } from '@godwit/shared/ids/id';
import { startWorld, type World } from '../../../scripts/testing/world.ts';
import { befriend, PASSWORD, register } from './devices/people.ts';
import { RecordedDevice } from './devices/recorded-device.ts';
import { MemoryLedger } from './ledger/memory-ledger.ts';

const EVERY_MS = 100;
const PATIENCE_MS = 20_000;

/** A device, and everything that its user could notice. */
class Witness {
  readonly device: RecordedDevice;
  readonly statuses: ClientStatus[] = [];
  readonly seqs: number[] = [];
  readonly texts: string[] = [];
  readonly #speaking: Promise<void>[] = [];
  #said = 0;

  constructor(device: RecordedDevice) {
    this.device = device;
    device.client.on('status', (status) => this.statuses.push(status));
    device.client.on('entry', ({ seq, body }) => {
      this.seqs.push(seq);
      this.texts.push(body.text);
    });
  }

  get node(): string {
    const { status } = this.device.client;
    return status.at === 'online' ? status.node : '';
  }

  /** Says something every 100 ms until it is told to stop; resolves when all of it was acknowledged. */
  async talk(conversation: Id, signal: AbortSignal): Promise<number> {
    while (!signal.aborted) {
      this.#speaking.push(this.device.send(conversation, `${this.device.name} ${(this.#said += 1)}`));
      await sleep(EVERY_MS);
    }
    await Promise.all(this.#speaking);
    return this.#said;
  }
}

describe('two access nodes, one of which is drained under traffic', () => {
  let world: World;
  let conversation: Id;
  const witnesses: Witness[] = [];

  beforeAll(async () => {
    world = await startWorld({ access: 2, logic: 1, web: 1 });
    for (const name of ['anna', 'bert']) {
      await register(world.webUrl, name);
      const signIn = { username: name, password: PASSWORD };
      const options = { api: world.webUrl, device: `${name}-phone`, signIn, transport: 'websocket', ledger: new MemoryLedger() } as const;
      witnesses.push(new Witness(await RecordedDevice.create(options)));
    }
    const [anna, bert] = witnesses as [Witness, Witness];
    conversation = await befriend(anna.device, bert.device);
    await Promise.all(witnesses.map(({ device }) => device.connect()));
  });
  afterAll(async () => {
    await Promise.all(witnesses.map(({ device }) => device.close()));
    await world.close();
  });

  async function until(what: string, test: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!test()) {
      if (Date.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
      await sleep(20);
    }
  }

  it('[F-15] [R16] devices are on the other node before they leave it: always online, nothing lost, nothing shown twice', async () => {
    const [anna, bert] = witnesses as [Witness, Witness];
    for (const { statuses } of witnesses) statuses.length = 0;
    const from = bert.node;
    const drained = world.access[Number(/^access-(\d+)-/.exec(from)?.[1]) - 1];
    if (drained === undefined) throw new Error(`bert is on ${from}, which is not a node of this world`);

    const over = new AbortController();
    const talking = Promise.all(witnesses.map((witness) => witness.talk(conversation, over.signal)));
    await until('messages flow', () => bert.texts.includes('anna-phone 3'));
    expect(await drained.stop()).toBe(0);
    expect(witnesses.map(({ node }) => node === '' || node === from)).toEqual([false, false]);
    const moved = anna.texts.length;
    await until('messages flow again', () => anna.texts.length > moved + 5);
    over.abort();
    const said = (await talking).reduce((sum, count) => sum + count, 0);

    await until('both have everything', () =>
      witnesses.every(({ texts }) => texts.filter((text) => text.includes('-phone ')).length >= said),
    );
    for (const { statuses, seqs, texts } of witnesses) {
      expect(statuses.filter(({ at }) => at !== 'online')).toEqual([]);
      expect(seqs).toEqual(Array.from(seqs, (_, i) => (seqs[0] ?? 0) + i));
      expect(new Set(texts).size).toBe(texts.length);
    }
    expect(bert.statuses.map((status) => status.at === 'online' && status.node).filter((node) => node !== from).length).toBeGreaterThan(0);
  });
});
