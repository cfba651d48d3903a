const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a page of this origin may open a WebSocket. No origin: not a browser. Otherwise a page of the same host (ports differ between
 * tiers; the names of loopback are one host) or one that is listed. The token in Hello is what authenticates; this keeps foreign pages out.
 */
export function allowsOrigin(origin: string | undefined, host: string | undefined, listed: readonly string[]): boolean {
  if (origin === undefined) return true;
  if (listed.includes(origin)) return true;
  const from = hostname(origin);
  return from !== undefined && from === hostname(`ws://${host ?? ''}`);
}

function hostname(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname: name } = new URL(url);
  return LOOPBACK.has(name) ? 'localhost' : name;
}
