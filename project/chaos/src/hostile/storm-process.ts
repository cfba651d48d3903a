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

  get state(): string {
    const { status } = this.#client;
    if (status.at === 'online') return status.syncing ? `syncing with ${status.node}` : `online at ${status.node}`;
    return status.at === 'waiting' ? `waiting: ${status.reason}` : status.at;
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
  /** `since`: when the storm began, ms since 1970. `node`: the one that was killed; who had left it before that is back as well. */
  state: async ({ since, node }) => {
    const isBack = (device: StormDevice): boolean => device.syncedAt !== undefined && device.node !== node;
    const tookMs = devices.flatMap(({ syncedAt = 0 }) => (syncedAt < Number(since) ? [] : [syncedAt - Number(since)]));
    const away: Record<string, number> = {};
    for (const device of devices) if (!isBack(device)) away[device.state] = (away[device.state] ?? 0) + 1;
    const nodes = new Set(devices.map(({ node }) => node));
    nodes.delete('');
    const back = devices.filter(isBack).length;
    return { devices: devices.length, back, tookMs: percentiles(tookMs), nodes: [...nodes], away } satisfies StormState;
  },
});
