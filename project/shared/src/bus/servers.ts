/** NATS_URL: one or more servers, separated by commas; the credentials of the first count for all. */
export interface BusServers {
  readonly servers: string[];
  readonly user?: string;
  readonly pass?: string;
  readonly tls?: true;
}

/** nats.js drops user:password@ of a URL silently, so it is taken apart here. */
export function parseServers(url: string): BusServers {
  const urls = url.split(',').map((part) => new URL(part.includes('://') ? part : `nats://${part}`));
  const [first] = urls;
  if (first === undefined || urls.some((u) => u.hostname === '')) {
    throw new Error('NATS_URL has no host: expected nats://host:4222, or several separated by commas');
  }
  return {
    servers: urls.map((u) => (u.port === '' ? `${u.hostname}:4222` : u.host)),
    ...(first.username === '' ? {} : { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) }),
    ...(first.protocol === 'tls:' ? { tls: true } : {}),
  };
}
