// Fault proxies between the tiers and their servers. What a test asks the servers itself goes past them.
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';

const SERVERS = ['postgres', 'redis', 'nats'] as const;
export type ProxiedServer = (typeof SERVERS)[number];
export type ServerProxies = Readonly<Partial<Record<ProxiedServer, TcpProxy>>>;

export async function startServerProxies(wanted: readonly string[], urls: Readonly<Record<ProxiedServer, string>>): Promise<ServerProxies> {
  const started = SERVERS.filter((name) => wanted.includes(name)).map(
    async (name) => [name, await startTcpProxy({ targetPort: Number(new URL(urls[name]).port) })] as const,
  );
  return Object.fromEntries(await Promise.all(started));
}

/** The same address through the proxy, if there is one. */
export function through(proxy: TcpProxy | undefined, url: string): string {
  if (proxy === undefined) return url;
  const parsed = new URL(url);
  parsed.port = String(proxy.port);
  return parsed.href;
}
