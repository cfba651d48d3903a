import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLIENT_CONFIG } from '@godwit/shared/client-config';
import { registerClientConfig } from './client-config.js';

const dir = mkdtempSync(join(tmpdir(), 'godwit-client-config-'));
const path = join(dir, 'client.json');
afterAll(() => rmSync(dir, { recursive: true }));

const FILE_MAX_BYTES = 5_000;

async function serve(file: string) {
  const server = Fastify();
  await registerClientConfig(server, { path: file, fileMaxBytes: FILE_MAX_BYTES });
  return async () => (await server.inject('/config.json')).json<unknown>();
}

describe('[U-20] GET /config.json', () => {
  it('is the defaults without a file', async () => {
    const get = await serve('');
    expect(await get()).toEqual({ ...DEFAULT_CLIENT_CONFIG, fileMaxBytes: FILE_MAX_BYTES });
  });

  it('follows the file, and keeps the last good one while it is wrong', async () => {
    writeFileSync(path, '{"brand":"Tern","fileMaxBytes":7}');
    const get = await serve(path);
    expect(await get()).toMatchObject({ brand: 'Tern', logo: '', fileMaxBytes: FILE_MAX_BYTES });
    writeFileSync(path, '{"brand":"Tern","features":{"registration":false}}');
    expect(await get()).toMatchObject({ features: { registration: false, accountExport: true } });
    for (const wrong of ['{', '{"brand":""}']) {
      writeFileSync(path, wrong);
      expect(await get()).toMatchObject({ brand: 'Tern', features: { registration: false } });
    }
  });

  it('ends the start when it is wrong or missing from the beginning', async () => {
    writeFileSync(path, '{"brand":"","logo":"x"}');
    await expect(serve(path)).rejects.toThrow('brand is not 1 to 40 characters; logo is not an https address');
    await expect(serve(join(dir, 'absent.json'))).rejects.toThrow('ENOENT');
  });
});
