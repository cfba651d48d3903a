// The tiers of one world. A process keeps its name, its ports and its proxies over a restart, as under a supervisor.
import { setTimeout as sleep } from 'node:timers/promises';
import { withPort } from '../servers/free-port.ts';
import { type Stack, tierEnvironment } from '../tier-environment.ts';
import { startTier, type Tier, type TierName } from '../tiers.ts';
import { type AccessProxies, accessProxyEnvironment, closeAccessProxies, startAccessProxies } from './access-proxies.ts';
import type { Defer } from './restartable.ts';
import { TierWatch } from './tier-watch.ts';

type Environment = Readonly<Record<string, string>>;

export interface WorldTiersOptions {
  readonly stack: Stack;
  readonly root: string | undefined;
  readonly proxied: readonly string[];
  readonly seed: number;
  readonly env: Partial<Record<TierName, Environment>>;
  readonly log: (node: string, line: string) => void;
}

export interface RestartTier {
  /** How it ends if it lives; default SIGTERM, which drains. */
  readonly signal?: 'SIGTERM' | 'SIGKILL';
  readonly downMs?: number;
  readonly env?: Environment;
}

interface Origin {
  readonly name: TierName;
  readonly node: string;
  readonly env: Environment;
}

const HOSTS = { ACCESS_HOST: '127.0.0.1', WEB_HOST: '127.0.0.1' };
const PORT_SETTING = { access: 'ACCESS_PORT', web: 'WEB_PORT', logic: undefined } as const;

export class WorldTiers {
  /** In the order of their starts; a restarted one takes its old place. */
  readonly tiers: Readonly<Record<TierName, Tier[]>> = { access: [], logic: [], web: [] };
  readonly watch = new TierWatch();
  readonly #options: WorldTiersOptions;
  readonly #origins = new Map<Tier, Origin>();
  readonly #starting = new Set<Promise<Tier>>();
  readonly #accessProxies = new Map<number, AccessProxies>();
  readonly #counts: Record<TierName, number> = { access: 0, logic: 0, web: 0 };

  constructor(options: WorldTiersOptions, defer: Defer) {
    this.#options = options;
    defer(() => Promise.all([...this.#accessProxies.values()].map(closeAccessProxies)));
    defer(async () => {
      await Promise.allSettled(this.#starting);
      await Promise.all([...this.#origins.keys()].map((tier) => tier.stop()));
    });
  }

  /** One per entry of `tiers.access`. */
  get accessProxies(): readonly AccessProxies[] {
    return this.tiers.access.map((tier) => this.#accessProxies.get(tier.ports['quic'] ?? 0) ?? {});
  }

  async startMany(name: TierName, count: number): Promise<void> {
    this.tiers[name].push(...(await Promise.all(Array.from({ length: count }, () => this.#launch(this.#newcomer(name, {}))))));
  }

  readonly start = async (name: TierName, env: Environment = {}): Promise<Tier> => {
    const tier = await this.#launch(this.#newcomer(name, env));
    this.tiers[name].push(tier);
    return tier;
  };

  readonly restart = async (tier: Tier, { signal = 'SIGTERM', downMs = 0, env = {} }: RestartTier = {}): Promise<Tier> => {
    const origin = this.#origins.get(tier);
    if (origin === undefined) throw new Error(`this ${tier.name} does not belong to the world, or was restarted before`);
    if (signal === 'SIGKILL') tier.kill('SIGKILL');
    await tier.stop();
    await sleep(downMs);
    const next = await this.#launch({ ...origin, env: { ...origin.env, ...env } });
    this.#origins.delete(tier); // not before: a start that failed can be tried again
    const siblings = this.tiers[tier.name];
    siblings[siblings.indexOf(tier)] = next;
    return next;
  };

  #newcomer(name: TierName, env: Environment): Origin {
    return { name, node: `${name}-${++this.#counts[name]}`, env: { ...this.#options.env[name], ...env } };
  }

  #launch(origin: Origin): Promise<Tier> {
    const setting = PORT_SETTING[origin.name];
    const started = setting === undefined ? this.#run(origin, origin.env) : this.#onPort(origin, setting);
    this.#starting.add(started);
    return started.finally(() => this.#starting.delete(started));
  }

  #onPort(origin: Origin, setting: string): Promise<Tier> {
    const wanted = Number(origin.env[setting] ?? 0);
    return withPort(wanted === 0 ? undefined : wanted, async (port) => {
      const env = { ...origin.env, [setting]: String(port) };
      const proxyEnv = origin.name === 'access' ? await this.#throughProxies(port) : {};
      return this.#run({ ...origin, env }, { ...env, ...proxyEnv });
    });
  }

  async #throughProxies(port: number): Promise<Environment> {
    const { proxied, seed } = this.#options;
    const [udp, websocket] = [proxied.includes('udp'), proxied.includes('websocket')];
    if (!udp && !websocket) return {};
    const proxies = this.#accessProxies.get(port) ?? (await startAccessProxies({ port, udp, websocket, seed: seed + port }));
    this.#accessProxies.set(port, proxies);
    return accessProxyEnvironment(port, proxies);
  }

  async #run(origin: Origin, env: Environment): Promise<Tier> {
    const { stack, root, log } = this.#options;
    const tier = await startTier(origin.name, {
      root,
      env: { ...tierEnvironment(origin.name, origin.node, stack), ...HOSTS, ...env },
      log: (line) => {
        this.watch.line(origin.node, line);
        log(origin.node, line);
      },
    });
    const watched = this.watch.watch(origin.node, tier);
    this.#origins.set(watched, origin);
    return watched;
  }
}
