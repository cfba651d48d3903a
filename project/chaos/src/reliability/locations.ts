// What Redis says about who is connected where, asked by the checker itself.
import { createLogger } from '@godwit/shared/log';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { connectRedis, waitReady } from '@godwit/shared/redis/connect';

const READY_MS = 2_000;

export class LocationReader {
  readonly #redis: ReturnType<typeof connectRedis>;

  private constructor(redis: ReturnType<typeof connectRedis>) {
    this.#redis = redis;
  }

  static async open(url: string): Promise<LocationReader> {
    const redis = connectRedis(url, { name: 'chaos', log: createLogger({ name: 'chaos', level: 'fatal' }) });
    await waitReady(redis, READY_MS);
    return new LocationReader(redis);
  }

  /** `node|handle` of every device, by `user/device`. */
  async all(): Promise<ReadonlyMap<string, string>> {
    const keys = await this.#redis.keys(REDIS_KEYS.location('*', '*'));
    if (keys.length === 0) return new Map();
    const values = await this.#redis.mget(keys);
    return new Map(
      keys.flatMap((key, i) => {
        const [, user = '', device = ''] = /^loc:\{(\d+)\}:(.*)$/.exec(key) ?? [];
        const [node = '', handle = ''] = values[i]?.split('|') ?? [];
        return node === '' ? [] : [[`${user}/${device}`, `${node}|${handle}`] as const];
      }),
    );
  }

  /** Logic believes the locations only while this is there. */
  async complete(): Promise<boolean> {
    return (await this.#redis.exists(REDIS_KEYS.sentinel)) === 1;
  }

  async flushAll(): Promise<void> {
    await this.#redis.flushall();
  }

  close(): void {
    this.#redis.disconnect();
  }
}
