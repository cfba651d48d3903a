// One proxied TCP connection: two sockets and a lane each way. It lives until both sockets are closed: where a direction is dropped
// or stalled, the death of one end stays unknown to the other, as on a broken network.
import { connect, type Socket } from 'node:net';
import { resetSocket } from './reset-socket.ts';
import { type LaneFaults, TcpLane } from './tcp-lane.ts';
import type { TcpFaults } from './tcp-proxy.ts';

export interface TcpLinkOptions {
  readonly client: Socket;
  readonly targetHost: string;
  readonly targetPort: number;
  readonly faults: () => TcpFaults;
  readonly onGone: (link: TcpLink) => void;
}

export class TcpLink {
  readonly #sockets: readonly Socket[];
  readonly #lanes: readonly TcpLane[];
  readonly #faults: () => TcpFaults;
  #passedBytes = 0;
  #cutting = false;

  constructor({ client, targetHost, targetPort, faults, onGone }: TcpLinkOptions) {
    const server = connect({ host: targetHost, port: targetPort, family: 4, allowHalfOpen: true, noDelay: true });
    this.#faults = faults;
    this.#sockets = [client, server];
    this.#lanes = [this.#lane(client, server, 'dropToServer'), this.#lane(server, client, 'dropToClient')];
    for (const socket of this.#sockets) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (this.#sockets.every((one) => one.destroyed)) onGone(this);
      });
    }
    for (const lane of this.#lanes) lane.pump();
  }

  faultsChanged(): void {
    this.#passedBytes = 0;
    const faults = this.#faults();
    const swallowed = (['dropToServer', 'dropToClient'] as const).some((drop, i) => this.#lanes[i]?.lost && faults[drop] !== true);
    if (swallowed && faults.blackHole !== true) this.cut();
    else for (const lane of this.#lanes) lane.pump();
  }

  readonly cut = (): void => {
    for (const lane of this.#lanes) lane.stop();
    for (const socket of this.#sockets) resetSocket(socket);
  };

  #lane(from: Socket, to: Socket, drop: 'dropToServer' | 'dropToClient'): TcpLane {
    return new TcpLane({ from, to, faults: () => laneFaults(this.#faults(), drop), allow: this.#allow, cut: this.#end });
  }

  readonly #allow = (bytes: number): number => {
    const { cutAfterBytes = Infinity } = this.#faults();
    const allowed = Math.max(0, Math.min(bytes, cutAfterBytes - this.#passedBytes));
    this.#passedBytes += allowed;
    return allowed;
  };

  /** Not a reset: that would take away what the receiver has not read yet, and the cut would not be in the middle. */
  readonly #end = (): void => {
    if (this.#cutting) return;
    this.#cutting = true;
    for (const lane of this.#lanes) lane.stop();
    for (const socket of this.#sockets) socket.destroy();
  };
}

function laneFaults(faults: TcpFaults, drop: 'dropToServer' | 'dropToClient'): LaneFaults {
  const flow = faults.blackHole === true ? 'stall' : faults[drop] === true ? 'drop' : 'pass';
  return { flow, delayMs: faults.delayMs ?? 0, bytesPerSecond: faults.bytesPerSecond ?? 0 };
}
