// Generates the router from the permission table.
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { deadline } from '@godwit/shared/guard';
import { answerOf, refusalAnswer, REST_PREFIX } from '@godwit/shared/rest/answer';
import { type Permission, PERMISSIONS, type RouteKey } from '../permissions.js';
import type { Call, Route, StreamRoute } from '../routes/route.js';
import { ROUTES } from '../routes/routes.js';
import type { Services } from '../services.js';
import { authenticate } from './authenticate.js';
import { UNKNOWN_TYPE } from '../files/content-type.js';
import { sendRefusal } from './send-refusal.js';
import { acceptSnakeCaseNames } from './snake-case-names.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as its bytes keep coming. */
    streams?: boolean;
  }
}

/** With the session check before it, an answer comes within 1.5 s when one dependency hangs (O14). */
const HANDLER_MS = 1_300;
/** Routes that wait for the password workers. */
const SLOW_HANDLER_MS = 20_000;

export function registerRoutes(server: FastifyInstance, services: Services): void {
  for (const [key, makeRoute] of Object.entries(ROUTES) as [RouteKey, (services: Services) => Route | StreamRoute][]) {
    const route = makeRoute(services);
    if ('stream' in route) registerStreamRoute(server, services, PERMISSIONS[key], route);
    else registerRoute(server, services, PERMISSIONS[key], route);
  }
}

/** A range of them is another status. What refuses is JSON. */
const BYTES = {
  response: { '2xx': z.string().describe('The bytes'), '4xx': refusalAnswer, '5xx': refusalAnswer },
  produces: [UNKNOWN_TYPE, 'application/json'],
};

/** In a scope of its own, where no body is parsed: the handler reads it. */
function registerStreamRoute(server: FastifyInstance, services: Services, permission: Permission, route: StreamRoute): void {
  const [method = '', path = ''] = route.key.split(' ');
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null);
    });
    scope.route({
      method,
      url: REST_PREFIX + path,
      config: { streams: true },
      schema: { ...describe(route, permission, path), ...(method === 'GET' ? BYTES : {}) },
      onRequest: authenticate(permission, services),
      handler: async (request, reply) => {
        const outcome = await route.stream(callOf(request), request, reply);
        if (!outcome.ok) return sendRefusal(reply, outcome.refusal);
        return outcome.value === reply ? reply : reply.send({ code: 0, message: 'ok', data: outcome.value, requestId: request.id });
      },
    });
    done();
  });
}

function registerRoute(server: FastifyInstance, services: Services, permission: Permission, route: Route): void {
  const [method = '', path = ''] = route.key.split(' ');
  const handlerMs = route.spec.slow === true ? SLOW_HANDLER_MS : HANDLER_MS;
  server.route({
    method,
    url: REST_PREFIX + path,
    schema: describe(route, permission, path),
    bodyLimit: permission.maxBodyBytes,
    onRequest: authenticate(permission, services),
    preValidation: acceptSnakeCaseNames,
    handler: async (request, reply) => {
      const outcome = await deadline(route.handle(callOf(request)), handlerMs, route.key);
      if (!outcome.ok) return sendRefusal(reply, outcome.refusal);
      return reply.code(route.spec.status ?? 200).send({ code: 0, message: 'ok', data: outcome.value, requestId: request.id });
    },
  });
}

const callOf = (request: FastifyRequest): Call<FastifyRequest['caller'], unknown, unknown, unknown> => ({
  caller: request.caller,
  body: request.body,
  params: request.params,
  query: request.query,
  ip: request.ip,
  host: request.hostname,
  requestId: request.id,
});

/** Also what OpenAPI says about the route. */
function describe({ key, spec }: Pick<Route, 'key' | 'spec'>, { auth }: Permission, path: string): FastifySchema {
  const { body, params, query } = spec;
  return {
    operationId: key.replace(/[^A-Za-z]+/g, '_').toLowerCase(),
    summary: spec.summary,
    tags: [path.split('/')[1] ?? ''],
    ...(auth === 'user' || auth === 'admin' ? { security: [{ bearer: [] }] } : {}),
    ...(body === undefined ? {} : { body }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    response: { [spec.status ?? 200]: answerOf(spec.data), '4xx': refusalAnswer, '5xx': refusalAnswer },
  };
}
