import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { EMOJI_FOLDER } from './emoji-data.ts';

const WORKER = 'service-worker.js';
/** Written by Vite after this hook and cached as '/' by the worker. */
const PAGE = 'index.html';

interface ShellFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const publicFiles = (directory: string): ShellFile[] =>
  readdirSync(directory).map((name) => ({ name, content: readFileSync(join(directory, name)) }));

/** Writes the list of built and public files, and a version made from their contents, into service-worker.js, which caches exactly these. Without the emoji data: the picker keeps what it has loaded. */
export function offlineShell(): Plugin {
  let publicDir = '';
  return {
    name: 'godwit-offline-shell',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} is not in the bundle`);
        const built = Object.values(bundle)
          .filter(({ fileName }) => fileName !== WORKER && !fileName.endsWith('.map') && !fileName.startsWith(EMOJI_FOLDER))
          .map((file): ShellFile => ({ name: file.fileName, content: file.type === 'chunk' ? file.code : file.source }));
        const files = [...built, ...publicFiles(publicDir)];
        const hash = createHash('sha256');
        for (const { name, content } of files) hash.update(name).update(content);
        const shell = {
          version: hash.digest('hex').slice(0, 12),
          files: files.filter(({ name }) => name !== PAGE).map(({ name }) => `/${name}`),
        };
        worker.code = worker.code.replace('__GODWIT_SHELL__', JSON.stringify(shell));
      },
    },
  };
}
