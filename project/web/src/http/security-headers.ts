import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export async function registerSecurityHeaders(server: FastifyInstance, connectSources: readonly string[]): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
        'script-src': ["'self'"],
        // antd writes its styles into the page
        'style-src': ["'self'", "'unsafe-inline'"],
        'font-src': ["'self'", 'data:'],
        // avatars are URLs that users chose
        'img-src': ["'self'", 'data:', 'blob:', 'https:'],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", ...connectSources],
      },
    },
    // set by whatever ends TLS in front of this server
    strictTransportSecurity: false,
    // avatars of other origins carry no CORP header
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
  });
}
