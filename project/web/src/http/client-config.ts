// GET /config.json: what the operator says about the client, read from a file with every request, so that a change needs no restart.
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { type ClientConfig, DEFAULT_CLIENT_CONFIG, readClientConfig } from '@godwit/shared/client-config';

interface ClientConfigOptions {
  /** '' = the defaults. */
  readonly path: string;
  readonly fileMaxBytes: number;
}

/** Rejects when the file cannot be read or something in it is wrong; what becomes wrong later is logged, and the last good one stays. */
export async function registerClientConfig(server: FastifyInstance, { path, fileMaxBytes }: ClientConfigOptions): Promise<void> {
  let config = path === '' ? DEFAULT_CLIENT_CONFIG : await read(path);
  server.get('/config.json', { schema: { hide: true } }, async (request, reply) => {
    if (path !== '')
      config = await read(path).catch((error: unknown) => {
        request.log.warn({ err: error }, 'the client configuration is wrong; the last good one is served');
        return config;
      });
    return reply.header('cache-control', 'no-cache').send({ ...config, fileMaxBytes });
  });
}

async function read(path: string): Promise<ClientConfig> {
  const { config, problems } = readClientConfig(JSON.parse(await readFile(path, 'utf8')));
  if (problems.length > 0) throw new Error(`CLIENT_CONFIG ${path}: ${problems.join('; ')}`);
  return config;
}
