import { PeerProcess } from '../testing/peer-process.js';
import { describeTransport } from './transport.contract.js';

describeTransport({
  runtime: 'deno',
  engine: 'deno-quic',
  kind: 'webtransport',
  manyLanes: true,
  peer: ({ port, hash }) => new PeerProcess({ url: `https://127.0.0.1:${String(port)}/godwit`, hash }),
});
