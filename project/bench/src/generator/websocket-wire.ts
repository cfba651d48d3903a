import type { OpenWire, Wire } from './wire.ts';

/** A binary message for each frame, as the SDK sends it. */
export const openWebSocketWire: OpenWire = (node, listener) =>
  new Promise<Wire>((resolve, reject) => {
    const socket = new WebSocket(node.websocketUrl);
    socket.binaryType = 'arraybuffer';
    const ended = (why: string): void => {
      reject(new Error(why));
      listener.closed(why);
    };
    socket.addEventListener('open', () => resolve({ write: (bytes) => socket.send(bytes), close: () => socket.close() }));
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => listener.bytes(new Uint8Array(data)));
    socket.addEventListener('error', () => ended('the WebSocket failed'));
    socket.addEventListener('close', ({ code }) => ended(`the WebSocket was closed with ${code}`));
  });
