import { guard } from '@godwit/shared/guard';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { DatagramLane } from './datagram-lane.js';
import { StreamLane } from './stream-lane.js';
import type { OpenTransport, TransportListener } from './transport.js';

// Hop 2 over QUIC: the live lane is the first bidirectional stream, the bulk lane the second, opened by its first frame.

export const hasWebTransport = (): boolean => typeof WebTransport === 'function';

/** Resolves when the session is ready; rejects when it cannot be opened or the signal aborts first. */
export const openWebTransport: OpenTransport = async ({ address, listener, signal }) => {
  const session = new WebTransport(address.url, { serverCertificateHashes: address.certificateHashes.map(hashOf) });
  guard(session.closed);
  const abort = (): void => close(session);
  signal.addEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    await session.ready;
    signal.throwIfAborted();
  } catch (error) {
    close(session);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return lanes(session, listener);
};

function lanes(session: WebTransport, listener: TransportListener): Awaited<ReturnType<OpenTransport>> {
  let open = true;
  const end = (reason: string): void => {
    if (!open) return;
    open = false;
    close(session);
    listener.closed(reason);
  };
  session.closed.then(
    () => end('the session was closed'),
    (error: unknown) => end(String(error)),
  );
  const frame = (bytes: Uint8Array): void => {
    if (open) listener.frame(bytes);
  };
  const lane = (): StreamLane => new StreamLane({ stream: session.createBidirectionalStream(), frame, broken: end });
  const live = lane();
  const datagrams = new DatagramLane(session.datagrams, frame);
  let bulk: StreamLane | undefined;
  return {
    kind: 'webtransport',
    send(bytes, to) {
      if (!open) return;
      if (to === 'bulk') (bulk ??= lane()).send(bytes);
      else if (to === 'live' || !datagrams.send(withoutLengthPrefix(bytes))) live.send(bytes);
    },
    close() {
      open = false;
      close(session);
    },
  };
}

/** Deno throws unless the session is connected, where the standard ends the attempt or does nothing. */
function close(session: WebTransport): void {
  try {
    session.close();
  } catch {
    // an attempt that succeeds after all is closed then
  }
}

/** From base64 of a SHA-256. */
function hashOf(base64: string): WebTransportHash {
  return { algorithm: 'sha-256', value: Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) };
}
