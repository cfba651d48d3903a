import type { FastifyInstance } from 'fastify';
import { type Histogram, type Metrics, totalOf } from '@godwit/shared/metrics';

const requestSeconds = (metrics: Metrics): Histogram<'route' | 'status'> =>
  metrics.histogram('http_request_seconds', 'REST requests', ['route', 'status'] as const);

/** Requests answered since the start. */
export const requestTotal = (metrics: Metrics): Promise<number> => totalOf(requestSeconds(metrics));

/** One log line and one measurement a request, under the route's pattern: no ids, no query, no unbounded label. */
export function observeRequests(server: FastifyInstance, metrics: Metrics): void {
  const seconds = requestSeconds(metrics);
  server.addHook('onResponse', async (request, reply) => {
    const route = `${request.method} ${request.routeOptions.url ?? '(none)'}`;
    const ms = Math.round(reply.elapsedTime);
    seconds.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    const { caller } = request;
    request.log.info(
      { route, status: reply.statusCode, ms, ip: request.ip, ...(caller === undefined ? {} : { userId: caller.userId }) },
      'request',
    );
  });
}
