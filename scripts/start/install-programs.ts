// Programs that come from the system: found, or installed from Debian's packages when root, or one line that says what to run.
import { spawnSync } from 'node:child_process';
import { findProgram } from '../servers/find-program.ts';
import { StartError } from './start-error.ts';

const APT_MS = 300_000;

export interface SystemProgram {
  /** Any of these names will do. */
  readonly commands: readonly string[];
  readonly debianPackage: string;
}

/** `otherwise` ends the error: what else the operator may do. */
export function requirePrograms(programs: readonly SystemProgram[], otherwise: string, say: (line: string) => void): void {
  const missing = missingPrograms(programs);
  if (missing.length === 0) return;
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  const names = missing.map(({ commands }) => commands[0]).join(' and ');
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    throw new StartError(`${names} not found: run as root "${install}", or ${otherwise}`);
  }
  say(`installing ${names}: ${install}`);
  const problem =
    aptGet(['update']) ?? aptGet(['install', '-y', '--no-install-recommends', ...missing.map(({ debianPackage }) => debianPackage)]);
  if (problem !== undefined)
    throw new StartError(`${names} could not be installed: ${problem}\nRun "${install}" yourself, or ${otherwise}`);
  const still = missingPrograms(missing);
  if (still.length > 0)
    throw new StartError(
      `${still.map(({ commands }) => commands[0]).join(' and ')} not found in PATH even after "${install}": add its directory to PATH, or ${otherwise}`,
    );
}

const missingPrograms = (programs: readonly SystemProgram[]): SystemProgram[] =>
  programs.filter(({ commands }) => commands.every((command) => findProgram(command) === undefined));

function aptGet(args: readonly string[]): string | undefined {
  // RUNLEVEL=1: the packages must not start services of their own. The lock wait covers an unattended upgrade at work.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { status, error, stderr, stdout } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=60', ...args], {
    env,
    timeout: APT_MS,
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  const reason = error?.message ?? `${stderr}\n${stdout}`.trim().split('\n').slice(-5).join('\n');
  return `apt-get ${args[0] ?? ''} failed: ${reason}`;
}
