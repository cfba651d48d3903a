// npm run bench, npm run chaos: programs that import the built packages. What a bare machine lacks comes first, then the build, then the
// program whose path is the first argument.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../repository.ts';
import { buildWhenChanged } from '../start/build.ts';
import { requirePrograms } from '../start/install-programs.ts';

const PROGRAMS = [
  { commands: ['redis-server'], debianPackage: 'redis-server' },
  { commands: ['nats-server'], debianPackage: 'nats-server' },
];

const say = (line: string): void => console.log(line);
const [program = '', ...args] = process.argv.slice(2);
const path = join(ROOT, program);
try {
  requirePrograms(PROGRAMS, 'put them into PATH', say);
  await buildWhenChanged(say);
} catch (error) {
  console.error(`godwit: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
process.argv.splice(1, Infinity, path, ...args);
await import(pathToFileURL(path).href);
