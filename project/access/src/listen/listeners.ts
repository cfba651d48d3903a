// The listeners of one process: WebTransport by the chosen engine, and WebSocket on the TCP port of the same number.
import type { Logger } from '@godwit/shared/log';
import type { Transport, TransportOptions } from '../transport.js';
import type { CertificateKeeper } from './certificate-keeper.js';
import { DenoQuicTransport } from './deno-quic.js';
import { listenFails } from './fails.js';
import { raiseUdpBuffer } from './udp-buffer.js';
import { listenWebSocket } from './websocket.js';

export interface ListenOptions extends TransportOptions {
  readonly engine: 'deno-quic' | 'fails';
  readonly certificates: CertificateKeeper;
  readonly allowedOrigins: readonly string[];
  readonly log: Logger;
}

export interface Listeners {
  readonly transports: readonly Transport[];
  readonly quicPort: number;
  readonly websocketPort: number;
  /** What the kernel keeps of UDP packets that nobody has read yet; undefined: not known. */
  readonly udpBufferBytes: number | undefined;
  /** Called now and then: takes a renewed certificate into use. */
  renew(): void;
}

const FREE_PORT_ATTEMPTS = 10;

export async function listen(options: ListenOptions): Promise<Listeners> {
  for (let attempt = 1; ; attempt++) {
    const webTransport = await listenWebTransport(options);
    try {
      const webSocket = await listenWebSocket({ ...options, port: webSocketPort(options, webTransport) });
      return {
        transports: [webTransport, webSocket],
        quicPort: webTransport.port,
        websocketPort: webSocket.port,
        udpBufferBytes: roomForStorm(webTransport.port, options),
        renew: () => {
          options.certificates.tick((certificate) => {
            webTransport.useCertificate(certificate);
          });
        },
      };
    } catch (error) {
      await webTransport.close();
      // a free UDP port need not be free for TCP
      if (options.port !== 0 || attempt === FREE_PORT_ATTEMPTS) throw explain(error, options, 'TCP');
    }
  }
}

type WebTransportListener = Transport & Pick<DenoQuicTransport, 'useCertificate'> & { readonly usesTcp: boolean };

async function listenWebTransport(options: ListenOptions): Promise<WebTransportListener> {
  const { engine, log, certificates } = options;
  if (engine === 'deno-quic') return listenDeno(options);
  const fails = await listenFails({ ...options, certificate: certificates.active });
  if (fails.usesTcp)
    log.warn(
      { webSocketPort: fails.port + 1 },
      'no quiche: WebTransport over HTTP/2, for Node clients only; browsers use WebSocket, on the next port',
    );
  return fails;
}

function listenDeno(options: ListenOptions): DenoQuicTransport {
  if (!('Deno' in globalThis))
    throw new Error('ACCESS_ENGINE=deno-quic runs under Deno only: start this tier with deno, or set ACCESS_ENGINE=fails');
  try {
    return new DenoQuicTransport({ ...options, certificate: options.certificates.active });
  } catch (error) {
    throw explain(error, options, 'UDP');
  }
}

/** Without it everything works, only more slowly when many people connect at the same moment. */
function roomForStorm(port: number, { engine, log }: ListenOptions): number | undefined {
  if (engine !== 'deno-quic') return undefined;
  try {
    return raiseUdpBuffer(port);
  } catch (error) {
    log.warn({ err: error }, 'the UDP receive buffer stays as the kernel made it');
    return undefined;
  }
}

/** HTTP/2 needs the TCP port for itself. */
function webSocketPort({ port }: ListenOptions, webTransport: WebTransportListener): number {
  if (!webTransport.usesTcp) return webTransport.port;
  return port === 0 ? 0 : webTransport.port + 1;
}

function explain(error: unknown, { host, port }: ListenOptions, protocol: 'TCP' | 'UDP'): Error {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`cannot listen on ${host}, ${protocol} port ${String(port)} (${why}): choose another with ACCESS_HOST and ACCESS_PORT`, {
    cause: error,
  });
}
