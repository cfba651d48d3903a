import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { completeOpenApi, type OpenApi } from './complete-openapi.js';

/** No inline script; the UI sets inline styles. */
const UI_POLICY =
  "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self' 'unsafe-inline'";

/** /swagger (UI), /swagger/json. Before the routes: it collects them as they are registered. */
export async function registerOpenApi(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Godwit REST API',
        version,
        description:
          'Every answer is {code, message, data, requestId}; code 0 = success. Ids are strings. device_id and friend_id are accepted for deviceId and friendId.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      'openapiObject' in document
        ? (completeOpenApi(document.openapiObject as OpenApi) as typeof document.openapiObject)
        : document.swaggerObject,
  });
  await server.register(swaggerUi, {
    routePrefix: '/swagger',
    staticCSP: UI_POLICY,
    logLevel: 'warn',
    uiConfig: { docExpansion: 'none', filter: true },
  });
  server.get('/swagger/index.html', { schema: { hide: true } }, (_request, reply) => reply.redirect('/swagger/'));
}
