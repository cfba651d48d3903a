import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWebTransport } from './webtransport.js';

const ADDRESS = { url: 'https://a/godwit', websocketUrl: '', certificateHashes: [] };
const DEAF = { frame: () => undefined, closed: () => undefined };

/** As in Deno: close() throws while the session is not connected. */
class DenoSession {
  static last: DenoSession;
  readonly closed = new Promise<void>(() => undefined);
  readonly ready: Promise<void>;
  connect: () => void = () => undefined;
  state: 'connecting' | 'connected' | 'closed' = 'connecting';

  constructor() {
    DenoSession.last = this;
    this.ready = new Promise((resolve) => {
      this.connect = () => {
        this.state = 'connected';
        resolve();
      };
    });
  }

  close(): void {
    if (this.state !== 'connected') throw new Error('WebTransport is not connected');
    this.state = 'closed';
  }
}

describe('WebTransport (F-2)', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('can be given up while it connects, and is closed when it connects after all', async () => {
    vi.stubGlobal('WebTransport', DenoSession);
    const giveUp = new AbortController();
    const opening = openWebTransport({ address: ADDRESS, listener: DEAF, signal: giveUp.signal });
    giveUp.abort(new Error('given up'));
    DenoSession.last.connect();
    await expect(opening).rejects.toThrow('given up');
    expect(DenoSession.last.state).toBe('closed');
  });
});
