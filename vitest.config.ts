import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const project = fileURLToPath(new URL('./project', import.meta.url));

// Tests run on the sources; processes under test run the built code (scripts/testing/build-once.ts).
const resolve = {
  alias: [{ find: /^@godwit\/(shared|client|access|logic|web)\/(.+)$/, replacement: `${project}/$1/src/$2.ts` }],
};

const SERVERS = '{pg,redis,nats,quic}';
const SOURCES = '{project/{shared,client,access,logic,web,e2e,bench,chaos}/src,scripts,schema}';
const limits = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Half of the time of a test with servers is waiting: also two cores have work for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve,
        test: {
          ...limits,
          name: 'unit',
          include: [`${SOURCES}/**/*.test.ts`],
          exclude: [`**/*.${SERVERS}.test.ts`, '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        resolve,
        test: {
          ...limits,
          name: 'servers',
          include: [`${SOURCES}/**/*.${SERVERS}.test.ts`],
          exclude: ['**/node_modules/**'],
          globalSetup: 'scripts/testing/global-setup.ts',
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          ...limits,
          name: 'browser',
          expect: { poll: { timeout: 15_000 } },
          include: ['project/e2e/src/**/*.browser.test.ts'],
          globalSetup: 'scripts/testing/global-setup.ts',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: { ...limits, name: 'desktop-web', include: ['project/desktop-web/src/**/*.test.{ts,tsx}'], environment: 'jsdom' },
      },
    ],
  },
});
