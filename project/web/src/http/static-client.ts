// The built client. Hashed assets are kept by browsers for ever, everything else is asked for again; unknown paths are pages of the client.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendRefusal } from './send-refusal.js';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';
/** Never a page of the client: a wrong call must not be answered with HTML. */
const NOT_PAGES = /^\/(?:api|swagger|assets|healthz|readyz)(?:\/|$)|\.\w+$/;

/** '' = no client: every path that is no route is NOT_FOUND. */
export async function registerStaticClient(server: FastifyInstance, staticDir: string): Promise<void> {
  const notFound = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => sendRefusal(reply, { error: 'NOT_FOUND' });
  // no body is read for it, so it answers as a route does that does not exist for the caller
  server.addHook('onRequest', async (request, reply) => (request.is404 && !isRead(request) ? notFound(request, reply) : undefined));
  if (staticDir === '') {
    server.setNotFoundHandler(notFound);
    return;
  }
  await server.register(fastifyStatic, {
    root: staticDir,
    cacheControl: false,
    // x.js.br and x.js.gz, as the build leaves them
    preCompressed: true,
    schemaHide: true,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', /[\\/]assets[\\/][^\\/]+$/.test(path) ? IMMUTABLE : REVALIDATE);
    },
  });
  server.setNotFoundHandler((request, reply) => (isPage(request) ? reply.sendFile('index.html') : notFound(request, reply)));
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

function isPage(request: FastifyRequest): boolean {
  const { url } = request;
  return isRead(request) && !NOT_PAGES.test(url.split('?', 1)[0] ?? '');
}
