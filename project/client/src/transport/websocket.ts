import { FrameReader, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { readFrames } from './read-frames.js';
import type { OpenTransport, Transport } from './transport.js';

// Hop 2 without QUIC: binary messages of length-prefixed frames, both lanes on one connection.

/** Resolves when open; rejects when it cannot be opened or the signal aborts first. */
export const openWebSocket: OpenTransport = ({ address, listener, signal }) =>
  new Promise<Transport>((resolve, reject) => {
    const socket = new WebSocket(address.websocketUrl);
    socket.binaryType = 'arraybuffer';
    const reader = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
    let phase: 'opening' | 'open' | 'closed' = 'opening';
    const end = (reason: string): void => {
      const before = phase;
      phase = 'closed';
      signal.removeEventListener('abort', abort);
      if (before === 'opening') reject(new Error(reason));
      else if (before === 'open') listener.closed(reason);
    };
    const close = (): void => {
      phase = 'closed';
      socket.close();
    };
    const abort = (): void => {
      end('aborted');
      socket.close();
    };
    socket.addEventListener('open', () => {
      if (phase !== 'opening') return;
      phase = 'open';
      signal.removeEventListener('abort', abort);
      resolve({ kind: 'websocket', send: (frame) => sendMessage(socket, frame), close });
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (phase !== 'open' || !(data instanceof ArrayBuffer)) return;
      if (readFrames(reader, new Uint8Array(data), (bytes) => listener.frame(bytes))) return;
      end('a frame is too large');
      socket.close();
    });
    socket.addEventListener('close', ({ code }) => end(`WebSocket closed with ${code}`));
    socket.addEventListener('error', () => end('WebSocket failed'));
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });

function sendMessage(socket: WebSocket, frame: Uint8Array): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(frame as Uint8Array<ArrayBuffer>);
}
