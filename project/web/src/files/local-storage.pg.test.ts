import { readdirSync } from 'node:fs';
import { describeStorage } from './storage.contract.js';

describeStorage('a directory', async () => ({
  settings: {},
  strict: true,
  stored: async ({ fileDir }) =>
    readdirSync(fileDir, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
  stop: async () => undefined,
}));
