// The executable of the npm package deno. Not node_modules/.bin/deno: without install scripts that is a Node process around it, and
// a signal to the one leaves the other.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export function denoBinary(): string {
  const name = `@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('deno/package.json'));
    return join(require.resolve(`${name}/package.json`), '..', process.platform === 'win32' ? 'deno.exe' : 'deno');
  } catch {
    throw new Error(`the npm package ${name} is missing: run "npm install"`);
  }
}
