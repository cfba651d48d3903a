import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Writes the list of built files and a version made from it into service-worker.js, which caches exactly these.
 * Files of public/ are not part of the bundle and are named here.
 */
const PUBLIC_FILES = ['favicon.svg', 'manifest.webmanifest'];
const WORKER = 'service-worker.js';

export function offlineShell(): Plugin {
  return {
    name: 'godwit-offline-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} is not in the bundle`);
        const built = Object.values(bundle).filter((file) => file.fileName !== WORKER && !file.fileName.endsWith('.map'));
        const hash = createHash('sha256');
        for (const file of built) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        const shell = {
          version: hash.digest('hex').slice(0, 12),
          files: [...built.map((file) => file.fileName), ...PUBLIC_FILES].filter((name) => name !== 'index.html').map((name) => `/${name}`),
        };
        worker.code = worker.code.replace('__GODWIT_SHELL__', JSON.stringify(shell));
      },
    },
  };
}
