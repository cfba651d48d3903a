// R22 through the SDK: what a device has missed is more than it takes at once.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GodwitClient } from '@godwit/client/client';
import type { CachedEntry } from '@godwit/client/inbox/cached-entry';
import { MemoryStore } from '@godwit/client/store/memory';
import type { Store, StoredState, StoreWrite } from '@godwit/client/store/store';
import type { GapItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { TcpProxy } from '../../../scripts/faults/tcp-proxy.ts';
import { startWorld, type World } from '../../../scripts/testing/world.ts';
import { type Seeded, type SeededDevice, seedPeople } from './hostile/seed-people.ts';
import { withDatabase } from './reliability/rows.ts';
import { type LogPlan, seedLogs } from './reliability/seed-log.ts';

const MISSED = 100_000;
const KNOWN = 10;
const CONVERSATIONS = 500;
const LONG_AGO_MS = Date.UTC(2020, 0, 1);
const MISSED_IN_EACH = 20;
/** Conversations of which one ends with a message of 30 KB. */
const LARGE_IN_EVERY = 5;
const PAGE = 200;
const LOOK_EVERY_PAGES = 50;
const MB = 1_048_576;
/** 100,000 entries are more than 40 MB. */
const MAX_HELD_BYTES = 16 * MB;
/** A cut link comes back at once when the client is woken. */
const BYTES_OF_A_LINK = MB / 8;
const PATIENCE = { timeout: 60_000, interval: 20 };
const TEST_MS = 180_000;
/** With the default a device is answered 20 questions a second, so the tests would take minutes. */
const UNLIMITED = '1000000';

/** Keeps everything but entries, as a disk does that is not the memory of this process. */
class Disk implements Store {
  readonly kind = 'memory';
  readonly #kept = new MemoryStore();

  load(): Promise<StoredState> {
    return this.#kept.load();
  }

  commit(writes: readonly StoreWrite[]): Promise<void> {
    return this.#kept.commit(writes.filter((write) => !('put' in write) || write.put !== 'entries'));
  }

  entries(): Promise<CachedEntry[]> {
    return Promise.resolve([]);
  }

  close(): void {
    // outlives the client
  }
}

/** Entries come one a second, of which the first is as old as that. */
const setTimes = (databaseUrl: string, id: Id, firstMs: number): Promise<unknown> =>
  withDatabase(databaseUrl, (client) =>
    client.query(`UPDATE message SET created_at = to_timestamp($2::float8 / 1000 + seq) WHERE conversation_id = $1`, [id, firstMs]),
  );

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heldBytes(): Promise<number> {
  collect();
  // buffers are given back in a later turn than what held them
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('[R22] a device that comes back', () => {
  let world: World;
  let seeded: Seeded;
  const clients: GodwitClient[] = [];
  const link = (): TcpProxy => world.accessProxies[0]!.websocket!;
  const log = (conversation: Id, from: number, to: number, largeEvery = Infinity): LogPlan => ({
    conversation,
    sender: seeded.people[1]!.userId,
    from,
    to,
    largeEvery,
  });
  /** Person 0 is a friend of all others. */
  const busy = (): readonly Id[] => seeded.conversations.slice(1);
  const quiet = (): Id => seeded.conversations[0]!;

  beforeAll(async () => {
    const env = {
      access: { FRAMES_PER_SECOND: UNLIMITED, FRAME_BURST: UNLIMITED, QUESTIONS_PER_SECOND: UNLIMITED, QUESTION_BURST: UNLIMITED },
    };
    world = await startWorld({ access: 1, logic: 1, web: 1, proxied: ['websocket'], env });
    const friendships = [[1, 2], ...Array.from({ length: CONVERSATIONS }, (_, n) => [0, n + 1])] as [number, number][];
    seeded = await seedPeople(world, { people: CONVERSATIONS + 1, devices: 2, friendships });
    await seedLogs(
      world.databaseUrl,
      [quiet(), ...busy()].map((id) => log(id, 1, KNOWN)),
    );
  }, 300_000);
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await world.close();
  });

  async function clientOf(device: SeededDevice, store: Store): Promise<GodwitClient> {
    const client = new GodwitClient({ api: world.webUrl, deviceId: device.deviceId, platform: 'test', transport: 'websocket', store });
    clients.push(client);
    const { userId, token: accessToken, expiresAt } = device;
    await client.useTokens({ userId, accessToken, refreshToken: 'never-used', expiresAt });
    return client;
  }

  it(
    '[F-23] to 100,000 missed entries shows the newest page, and reads the rest once, in order, over a restart, in bounded memory',
    { timeout: TEST_MS },
    async () => {
      const [device, disk, id] = [seeded.people[2]!.devices[0]!, new Disk(), quiet()];
      const before = await clientOf(device, disk);
      await before.connect();
      await before.close();
      await seedLogs(world.databaseUrl, [log(id, KNOWN + 1, KNOWN + MISSED)]);

      let client = await clientOf(device, disk);
      const shown: number[] = [];
      client.on('entry', ({ seq }) => shown.push(seq));
      await client.connect();
      await expect.poll(() => shown.at(-1), PATIENCE).toBe(KNOWN + MISSED);
      expect(shown).toEqual(Array.from({ length: PAGE }, (_, i) => KNOWN + MISSED - PAGE + 1 + i));

      const atRest = await heldBytes();
      let most = 0;
      const read: number[] = [];
      const readTo = async (end: number): Promise<void> => {
        let pages = 0;
        for await (const page of client.history(id, { limit: PAGE, ...(read.length === 0 ? {} : { before: read.at(-1)! }) })) {
          expect(page.length).toBeLessThanOrEqual(PAGE);
          read.push(...page.map(({ seq }) => seq).reverse());
          if ((pages += 1) % LOOK_EVERY_PAGES === 0) most = Math.max(most, (await heldBytes()) - atRest);
          if (read.length >= end) return;
        }
      };
      await readTo(MISSED / 2);
      await client.close();
      client = await clientOf(device, disk);
      await client.connect();
      await readTo(Infinity);
      expect(read).toEqual(Array.from({ length: KNOWN + MISSED }, (_, i) => KNOWN + MISSED - i));
      expect(most).toBeLessThan(MAX_HELD_BYTES);
    },
  );

  it('[F-27] goes to an entry and to a date far from the newest, with gaps that close from either end, each entry once', async () => {
    const id = quiet();
    const client = await clientOf(seeded.people[1]!.devices[0]!, new MemoryStore());
    await client.connect();
    const shown = (): readonly (number | string)[] =>
      client.entries(id).map((item) => (item.at === 'gap' ? `${item.fromSeq}…${item.toSeq}` : item.at === 'entry' ? item.seq : item.at));
    const seqs = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const last = KNOWN + MISSED;

    expect(await client.goTo(id, 50_000)).toBe(true);
    const newest = shown().slice(shown().findIndex((item) => typeof item === 'string') + 1);
    const first = Number(newest[0]);
    expect(newest).toEqual(seqs(first, last));
    expect(shown()).toEqual([...seqs(49_976, 50_025), `50026…${first - 1}`, ...newest]);

    const gap = (): GapItem => client.entries(id).findLast((item) => item.at === 'gap')!;
    await client.loadGap(gap());
    await client.loadGap(gap(), 'older');
    expect(shown()).toEqual([...seqs(49_976, 50_075), `50076…${first - 51}`, ...seqs(first - 50, last)]);

    await setTimes(world.databaseUrl, id, LONG_AGO_MS);
    expect(await client.goToDate(id, LONG_AGO_MS + 20_000 * 1000)).toBe(20_000);
    expect(shown().slice(0, 51)).toEqual([...seqs(19_976, 20_025), `20026…49975`]);
    expect(await client.goToDate(id, Date.now())).toBe(undefined);
    expect(await client.goTo(id, last + 1)).toBe(false);
    expect(await client.goTo(id, 0)).toBe(false);
    await client.close();
  });

  it('in 500 conversations shows each of 10,000 entries once and in order, over a restart', { timeout: TEST_MS }, async () => {
    const [device, store] = [seeded.people[0]!.devices[0]!, new MemoryStore()];
    const before = await clientOf(device, store);
    await before.connect();
    await before.close();
    await seedLogs(
      world.databaseUrl,
      busy().map((id, n) => log(id, KNOWN + 1, KNOWN + MISSED_IN_EACH, n % LARGE_IN_EVERY === 0 ? KNOWN + MISSED_IN_EACH : Infinity)),
    );

    const shown = new Map<Id, number[]>(busy().map((id) => [id, []]));
    let count = 0;
    const live = async (entries: number): Promise<void> => {
      const client = await clientOf(device, store);
      client.on('entry', ({ conversationId, seq }) => {
        shown.get(conversationId)!.push(seq);
        count += 1;
      });
      const connected = client.connect().catch(() => undefined); // of the first one, when it is closed before
      await expect.poll(() => count, PATIENCE).toBeGreaterThanOrEqual(entries);
      await client.close();
      await connected;
    };
    await live((CONVERSATIONS * MISSED_IN_EACH) / 2);
    expect(count).toBeLessThan(CONVERSATIONS * MISSED_IN_EACH);
    await live(CONVERSATIONS * MISSED_IN_EACH);
    const missed = Array.from({ length: MISSED_IN_EACH }, (_, i) => KNOWN + 1 + i);
    expect([...shown.values()].filter((seqs) => seqs.join() !== missed.join())).toEqual([]);
  });

  it(
    'for the first time, over links that end in the middle, knows 500 conversations with large last entries',
    { timeout: TEST_MS },
    async () => {
      const client = await clientOf(seeded.people[0]!.devices[1]!, new Disk());
      const cuts = { count: 0 };
      client.on('status', ({ at }) => {
        if (at !== 'waiting') return;
        cuts.count += 1;
        client.wake();
      });
      link().set({ cutAfterBytes: BYTES_OF_A_LINK });
      await client.connect();
      link().clear();
      const known = client.conversations().filter(({ lastSeq }) => lastSeq === KNOWN + MISSED_IN_EACH);
      expect(known.length).toBe(CONVERSATIONS);
      expect(cuts.count).toBeGreaterThan(2);
    },
  );
});
