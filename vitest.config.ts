import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const project = fileURLToPath(new URL('./project', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [{ find: /^@godwit\/(shared|client|access|logic|web)\/(.+)$/, replacement: `${project}/$1/src/$2.ts` }],
  },
  test: {
    include: ['project/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'schema/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
