import type { Socket } from 'node:net';

/** Closes with a reset instead of an end. While its end is on the way a socket cannot be reset: Node then never closes it, and never exits. */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
