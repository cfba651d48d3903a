// Deno or Node: many devices of the real SDK, which come back by themselves when their node dies. Nothing is sent; what counts is when each
// of them is online and has synced again.
import { GodwitClient } from '@godwit/client/client';
import { percentiles } from './percentiles.ts';
import type { SeededDevice } from './seed-people.ts';
import { serveJson } from './serve-json.ts';
import type { StormPlan, StormState } from './storm-plan.ts';

const CONNECTS_AT_ONCE = 20;

class StormDevice {
  readonly #client: GodwitClient;
  /** When it was last seen to be online and synced; undefined = it is not. */
  #syncedAt: number | undefined;

  constructor({ api, transport }: StormPlan, device: SeededDevice) {
    this.#client = new GodwitClient({ api, deviceId: device.deviceId, platform: 'test', transport });
    this.#client.on('status', (status) => {
      const synced = status.at === 'online' && !status.syncing;
      this.#syncedAt = synced ? (this.#syncedAt ?? Date.now()) : undefined;
    });
  }

  get syncedAt(): number | undefined {
    return this.#syncedAt;
  }

  get node(): string {
    const { status } = this.#client;
    return status.at === 'online' ? status.node : '';
  }

  async connect({ userId, token: accessToken, expiresAt }: SeededDevice): Promise<void> {
    await this.#client.useTokens({ userId, accessToken, refreshToken: '', expiresAt });
    await this.#client.connect();
  }
}

const devices: StormDevice[] = [];

serveJson({
  connect: async ({ plan }) => {
    const asked = plan as StormPlan;
    const waiting = [...asked.devices];
    const some = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const device = new StormDevice(asked, next);
        devices.push(device);
        await device.connect(next);
      }
    };
    await Promise.all(Array.from({ length: CONNECTS_AT_ONCE }, some));
  },
  /** `since`: when the storm began, ms since 1970. */
  state: async ({ since }) => {
    const back = devices.flatMap(({ syncedAt }) => (syncedAt === undefined || syncedAt < Number(since) ? [] : [syncedAt - Number(since)]));
    const nodes = new Set(devices.map(({ node }) => node));
    nodes.delete('');
    return { devices: devices.length, back: back.length, tookMs: percentiles(back), nodes: [...nodes] } satisfies StormState;
  },
});
