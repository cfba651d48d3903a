import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
/** Smaller ones fit into a packet anyway. */
const MIN_BYTES = 1_024;
/** 11 takes five times as long for 1 % less. */
const BROTLI_QUALITY = 10;

/** Puts x.js.br and x.js.gz beside x.js: web serves what the browser takes, and nothing is compressed while somebody waits. */
export function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'godwit-compressed',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        const path = join(outDir, name);
        if (!TEXT.test(name) || statSync(path).size < MIN_BYTES) continue;
        const content = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }));
      }
    },
  };
}
