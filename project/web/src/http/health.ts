import type { FastifyInstance } from 'fastify';
import type { Readiness } from '@godwit/shared/internal-http';

/** For load balancers on the public port: which dependency is down, but not the text that says where it runs. */
export function registerHealth(server: FastifyInstance, readiness: () => Promise<Readiness>): void {
  const schema = { hide: true };
  server.get('/healthz', { schema }, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  server.get('/readyz', { schema }, async (_request, reply) => {
    const states = await readiness();
    const ready = Object.values(states).every((state) => state.ok);
    const dependencies = Object.fromEntries(Object.entries(states).map(([name, { ok, ms }]) => [name, { ok, ms }]));
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, dependencies });
  });
}
