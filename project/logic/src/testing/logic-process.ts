// Built logic processes, for tests that stop, pause or kill one. The scripts are outside this package's program, so they are loaded.
export interface LogicProcess {
  readonly pid: number;
  readonly ports: Readonly<Record<string, number>>;
  readonly exited: Promise<number>;
  stop(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

interface Scripts {
  buildOnce(): Promise<void>;
  startTier(name: 'logic', options: { env: Record<string, string> }): Promise<LogicProcess>;
}

const load = async (path: string): Promise<Scripts> =>
  (await import(/* @vite-ignore */ new URL(`../../../../scripts/${path}`, import.meta.url).href)) as Scripts;

export async function startLogicProcess(env: Record<string, string>): Promise<LogicProcess> {
  await (await load('testing/build-once.ts')).buildOnce();
  return (await load('tiers.ts')).startTier('logic', { env });
}
