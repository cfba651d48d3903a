import { WebSocketPeer } from '../testing/websocket-peer.js';
import { describeTransport } from './transport.contract.js';

describeTransport({
  runtime: 'deno',
  engine: 'websocket',
  kind: 'websocket',
  manyLanes: false,
  peer: ({ port }) => new WebSocketPeer(`ws://127.0.0.1:${String(port)}/godwit`),
});
