// ejabberd from the packages of Debian, unpacked beside the dependencies and not installed: no service is started, no user is made,
// nothing outside the checkout changes, and removing node_modules removes it.
import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inRepository } from '../../../../../scripts/repository.ts';

const APT_MS = 300_000;
const WANTED = ['ejabberd', 'erlang-p1-pgsql'];
const DIRECTORY = inRepository('node_modules', '.cache', 'ejabberd');
const run = promisify(execFile);

export interface EjabberdProgram {
  readonly erlexec: string;
  /** What erlexec needs to find the rest. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its tables in PostgreSQL. */
  readonly schemaFile: string;
}

/** Downloads on the first call (33 MB); throws with what to do when that is not possible. */
export async function ejabberdProgram(progress: (line: string) => void): Promise<EjabberdProgram> {
  if (!existsSync(DIRECTORY)) {
    progress('getting ejabberd: Debian packages, unpacked into node_modules/.cache');
    await unpackInto(DIRECTORY).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `ejabberd comes from the packages of Debian 12, and they could not be had: ${why}\n` +
          'On Debian run "apt-get update" as root, then again; elsewhere leave the arm out: --arms godwit,socketio',
        { cause: error },
      );
    });
  }
  const erlang = join(DIRECTORY, 'usr/lib/erlang');
  const bin = only(join(erlang, 'erts-*/bin'));
  const libraries = join(only(join(DIRECTORY, 'usr/lib/*/ejabberd-*/ebin')), '../..');
  return {
    erlexec: join(bin, 'erlexec'),
    environment: { ROOTDIR: erlang, BINDIR: bin, EMU: 'beam', PROGNAME: 'erl', ERL_LIBS: libraries, LD_LIBRARY_PATH: libraries },
    schemaFile: join(DIRECTORY, 'usr/share/ejabberd/sql/pg.sql'),
  };
}

function only(pattern: string): string {
  const [path] = globSync(pattern).toSorted();
  if (path === undefined) throw new Error(`${pattern} is missing: remove ${DIRECTORY}, it is made again`);
  return path;
}

/** The directory appears only when it is complete; another bench may be faster. */
async function unpackInto(directory: string): Promise<void> {
  mkdirSync(dirname(directory), { recursive: true });
  const building = mkdtempSync(`${directory}-`);
  mkdirSync(join(building, 'packages'));
  try {
    await download(join(building, 'packages')).catch(async (error: unknown) => {
      if (process.getuid?.() !== 0) throw error;
      await apt(['update']);
      await download(join(building, 'packages'));
    });
    for (const file of readdirSync(join(building, 'packages')))
      await run('dpkg-deb', ['--extract', join(building, 'packages', file), join(building, 'root')]);
    if (!existsSync(directory)) renameSync(join(building, 'root'), directory);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

async function download(into: string): Promise<void> {
  await apt(['download', ...(await packages())], into);
}

/** All of Erlang and ejabberd, installed here or not, so that the versions fit; of the rest what is not installed. */
async function packages(): Promise<readonly string[]> {
  const install = ['install', '--simulate', '--no-install-recommends', ...WANTED];
  const names = async (args: readonly string[]): Promise<string[]> =>
    [...(await apt(args)).matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
  const all = await names(['--option', 'Dir::State::status=/dev/null', ...install]);
  return [...new Set([...all.filter((name) => /^(erlang-|ejabberd$)/.test(name)), ...(await names(install))])];
}

async function apt(args: readonly string[], cwd?: string): Promise<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  return (await run('apt-get', args, { env, timeout: APT_MS, maxBuffer: 1 << 24, ...(cwd === undefined ? {} : { cwd }) })).stdout;
}
