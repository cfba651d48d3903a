import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export interface SecuritySources {
  /** Where the client may connect to beside this site. */
  readonly connect: readonly string[];
  /** Where files are, when they are not here. */
  readonly files: readonly string[];
}

export async function registerSecurityHeaders(server: FastifyInstance, { connect, files }: SecuritySources): Promise<void> {
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
        'img-src': ["'self'", 'data:', 'blob:', 'https:', ...files],
        'media-src': ["'self'", 'blob:', 'https:', ...files],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", ...connect, ...files],
      },
    },
    // set by whatever ends TLS in front of this server
    strictTransportSecurity: false,
    // avatars of other origins carry no CORP header
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
  });
}
