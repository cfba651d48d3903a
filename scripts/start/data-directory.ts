// The data directory: made, writable, and of a kind that this version can read.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

const POSTGRES_MAJOR = '18';

export interface DataDirectory {
  readonly root: string;
  readonly postgres: string;
  readonly redis: string;
  readonly nats: string;
  readonly certificates: string;
  readonly files: string;
  readonly secrets: string;
  readonly logs: string;
  readonly run: string;
}

export function openDataDirectory(root: string): DataDirectory {
  makeWritable(root);
  const below = (name: string): string => join(root, name);
  const directory: DataDirectory = {
    root,
    postgres: below('postgres'),
    redis: below('redis'),
    nats: below('nats'),
    certificates: below('certificates'),
    files: below('files'),
    secrets: below('secrets'),
    logs: below('logs'),
    run: below('run'),
  };
  mkdirSync(directory.logs, { recursive: true, mode: 0o700 });
  return directory;
}

function makeWritable(root: string): void {
  if (existsSync(root) && !statSync(root).isDirectory())
    throw new StartError(`${root} is not a directory: move it away, or choose another DATA_DIR`);
  try {
    mkdirSync(root, { recursive: true, mode: 0o711 });
    accessSync(root, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `${root} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}): start as the user who owns it, or choose another DATA_DIR`,
    );
  }
}

/** What can be seen to be wrong before PostgreSQL is started. */
export function checkPostgresData(dir: string, passwordFile: string): void {
  if (!existsSync(dir)) return;
  const version = join(dir, 'PG_VERSION');
  if (!readable(dir) || (existsSync(version) && !readable(version))) {
    throw new StartError(
      `${dir} belongs to another user (uid ${statSync(dir).uid}): start as that user or as root, or choose another DATA_DIR`,
    );
  }
  if (readdirSync(dir).length === 0) return;
  if (!existsSync(version)) throw new StartError(`${dir} is damaged: PG_VERSION is missing. ${recovery(dir)}`);
  const major = readFileSync(version, 'utf8').trim();
  if (major !== POSTGRES_MAJOR)
    throw new StartError(
      `${dir} was written by PostgreSQL ${major}, this is ${POSTGRES_MAJOR}: move the data with pg_dump of version ${major}, or start with another DATA_DIR`,
    );
  if (!existsSync(passwordFile))
    throw new StartError(`${passwordFile} is missing, so the data in ${dir} cannot be opened: restore it. ${recovery(dir)}`);
}

export const recovery = (dir: string): string =>
  `Restore ${dir} from a backup; or, if its messages may be lost, move it away ("mv ${dir} ${dir}.broken") and start again with an empty one`;

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
