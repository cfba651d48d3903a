// scripts/ is outside this package's program, so it is loaded, not imported; these are the parts that tests here use.

export interface Tier {
  readonly pid: number;
  readonly ports: Readonly<Record<string, number>>;
  readonly exited: Promise<number>;
  stop(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

export interface StartTierOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
}

export interface KeyDirectories {
  readonly signing: string;
  readonly verifying: string;
}

const load = <T>(path: string): Promise<T> =>
  import(/* @vite-ignore */ new URL(`../../../../scripts/${path}`, import.meta.url).href) as Promise<T>;

export const buildOnce = async (): Promise<void> => (await load<{ buildOnce(): Promise<void> }>('testing/build-once.ts')).buildOnce();

export const startTier = async (options: StartTierOptions): Promise<Tier> =>
  (await load<{ startTier(name: 'access', options: StartTierOptions): Promise<Tier> }>('tiers.ts')).startTier('access', options);

export const ensureKeys = async (dir: string): Promise<KeyDirectories> =>
  (await load<{ ensureKeys(dir: string): KeyDirectories }>('keys.ts')).ensureKeys(dir);

/** Path of the Deno executable. */
export const DENO = (await load<{ denoBinary(): string }>('deno-binary.ts')).denoBinary();
