// testing/peer-host.ts on Node: with the WebTransport client of @fails-components/webtransport, over HTTP/2.
import { WebTransport } from '@fails-components/webtransport';

class ReliableWebTransport extends WebTransport {
  constructor(url: string, options: object) {
    super(url, { ...options, forceReliable: true } as never);
  }
}
Object.assign(globalThis, { WebTransport: ReliableWebTransport });
await import(new URL('peer-host.ts', import.meta.url).href);
