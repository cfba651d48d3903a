// Binds a QUIC endpoint, raises its buffer, tries native code once more, and tells what came of it as one JSON line.
import { raiseUdpBuffer } from '../listen/udp-buffer.js';

const endpoint = new Deno.QuicEndpoint({ hostname: '127.0.0.1', port: 0 });

function outcome(what: () => unknown): unknown {
  try {
    return what();
  } catch (error) {
    return (error as Error).name;
  }
}

const bytes = outcome(() => raiseUdpBuffer(endpoint.addr.port));
const nativeCode = outcome(() => Deno.dlopen('libc.so.6', {}));
console.log(JSON.stringify({ bytes, nativeCode }));
endpoint.close();
