// Fault proxies in front of one access process, and the settings by which it tells clients to come through them.
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import { startUdpProxy, type UdpProxy } from '../faults/udp-proxy.ts';

export interface AccessProxies {
  readonly udp?: UdpProxy;
  readonly websocket?: TcpProxy;
}

export interface AccessProxyOptions {
  /** Of the access process: UDP and TCP. */
  readonly port: number;
  readonly udp: boolean;
  readonly websocket: boolean;
  readonly seed: number;
}

/** A node announces another host but not another port: its UDP proxy has the same port on another address of the loopback network. */
const UDP_PROXY_HOST = '127.0.0.2';

export async function startAccessProxies({ port, udp, websocket, seed }: AccessProxyOptions): Promise<AccessProxies> {
  return {
    ...(udp ? { udp: await startUdpProxy({ targetPort: port, host: UDP_PROXY_HOST, port, seed }) } : {}),
    ...(websocket ? { websocket: await startTcpProxy({ targetPort: port }) } : {}),
  };
}

export function accessProxyEnvironment(port: number, { udp, websocket }: AccessProxies): Record<string, string> {
  return {
    ACCESS_PORT: String(port),
    ...(udp === undefined ? {} : { ACCESS_PUBLIC_HOST: UDP_PROXY_HOST }),
    ACCESS_PUBLIC_WEBSOCKET_URL: `ws://127.0.0.1:${websocket?.port ?? port}/godwit`,
  };
}

export const closeAccessProxies = async ({ udp, websocket }: AccessProxies): Promise<void> => {
  await Promise.all([udp?.close(), websocket?.close()]);
};
