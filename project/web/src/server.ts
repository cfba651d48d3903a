// The REST server without a port. Bounds: headers and body ≤ 10 s, bodies by the permission table, an answer ≤ 1.5 s where no password is
// hashed and no image decoded. Bodies that are files: see files/local-storage.ts.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import { serializerCompiler, validatorCompiler } from '@fastify/type-provider-zod';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Readiness } from '@godwit/shared/internal-http';
import type { Logger } from '@godwit/shared/log';
import type { Metrics } from '@godwit/shared/metrics';
import type { Refusal } from '@godwit/shared/outcome';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { UPLOAD_MS } from '@godwit/shared/rest/files';
import { registerClientConfig } from './http/client-config.js';
import { errorToRefusal } from './http/error-to-refusal.js';
import { registerHealth } from './http/health.js';
import { observeRequests } from './http/observe.js';
import { registerOpenApi } from './http/openapi.js';
import { registerRoutes } from './http/register-routes.js';
import { registerSecurityHeaders } from './http/security-headers.js';
import { refusalAnswer, sendRefusal } from './http/send-refusal.js';
import { registerStaticClient } from './http/static-client.js';
import type { Services } from './services.js';

/** With LOOK_MS and its remainder a request is complete in 10 s, or its connection is closed. */
const REQUEST_MS = 8_000;
const LOOK_MS = 1_000;
const KEEP_ALIVE_MS = 65_000;
const VERSION = '0.1.0';

export interface ServerOptions {
  services: Services;
  readiness: () => Promise<Readiness>;
  metrics: Metrics;
  log: Logger;
  staticDir: string;
  /** File that /config.json is read from; '' = defaults. */
  clientConfig: string;
  /** Told to clients, so that they refuse what is larger when it is chosen. */
  fileMaxBytes: number;
  /** Addresses of proxies whose X-Forwarded-For is believed; none by default. */
  trustedProxies: readonly string[];
  /** Origins of other sites that may call the API; none by default. */
  corsOrigins: readonly string[];
  /** CSP sources beside 'self' that the client may connect to. */
  connectSources: readonly string[];
  /** Origins of the file storage, when it is not this server. */
  fileSources: readonly string[];
}

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, metrics } = options;
  const server = createInstance(options);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  acceptJsonOnly(server);
  server.decorateRequest('caller', undefined);
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  server.setErrorHandler((error, request, reply) => {
    const refusal = errorToRefusal(error);
    if (refusal === undefined) request.log.error({ err: error }, 'request failed');
    else if (ERRORS[refusal.error].http >= 500) request.log.warn({ err: error }, 'dependency failed');
    return sendRefusal(reply, refusal ?? { error: 'INTERNAL_ERROR' });
  });
  limitBodies(server);
  observeRequests(server, metrics);
  await registerSecurityHeaders(server, { connect: options.connectSources, files: options.fileSources });
  if (options.corsOrigins.length > 0)
    await server.register(cors, { origin: [...options.corsOrigins], methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] });
  await registerOpenApi(server, VERSION);
  registerRoutes(server, services);
  registerHealth(server, options.readiness);
  await registerClientConfig(server, { path: options.clientConfig, fileMaxBytes: options.fileMaxBytes });
  await registerStaticClient(server, options.staticDir);
  return server;
}

function createInstance({ log, trustedProxies }: ServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  return Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    exposeHeadRoutes: false,
    requestTimeout: UPLOAD_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { headersTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS },
    frameworkErrors: (error, _request, reply) => {
      void sendRefusal(reply, errorToRefusal(error) ?? { error: 'INVALID_ARGUMENT' });
    },
    clientErrorHandler: refuseUnparsable,
  });
}

/** Other types are refused, so that a form of another site reaches nothing (S18). An empty body is an absent one. */
function acceptJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
}

/** Node's own limit holds for the whole server, so it is that of files; every other body has to be there in REQUEST_MS. */
function limitBodies(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw, routeOptions }) => {
    const hasBody = raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined;
    if (!hasBody || routeOptions.config.streams === true) return;
    const late = setTimeout(() => {
      if (!raw.complete) refuseUnparsable({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, raw.socket);
    }, REQUEST_MS);
    raw.once('close', () => {
      clearTimeout(late);
    });
  });
}

/** A request that is no HTTP has no reply object: the answer is written by hand. */
function refuseUnparsable(error: { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refusal: Refusal = { error: error.code === 'HPE_HEADER_OVERFLOW' ? 'MSG_TOO_LARGE' : 'INVALID_ARGUMENT' };
  const body = JSON.stringify(refusalAnswer(refusal, randomUUID()));
  const { http } = ERRORS[refusal.error];
  socket.end(
    `HTTP/1.1 ${String(http)} Refused\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
}
