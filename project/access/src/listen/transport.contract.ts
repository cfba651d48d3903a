// What every listener does, run on each of them against a real client: the definition of Transport beyond its types.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostProcess } from '../testing/host-process.js';
import type { RawLane, RawPeer } from '../testing/raw-peer.js';
import { buildOnce } from '../testing/repository-scripts.js';

/** Where the bytes are that nobody reads: in kernel buffers and flow-control windows, not in this process without limit. */
const MAX_UNREAD_BYTES = 64 * 1_024 * 1_024;
const QUIET_MS = 700;

export interface ContractOptions {
  readonly runtime: 'deno' | 'node';
  readonly engine: 'deno-quic' | 'websocket' | 'fails';
  readonly kind: 'webtransport' | 'websocket';
  readonly manyLanes: boolean;
  readonly peer: (address: { port: number; hash: string }) => RawPeer;
}

const text = (s: string): Uint8Array => new TextEncoder().encode(s);

export function describeTransport(options: ContractOptions): void {
  const { runtime, engine, kind, manyLanes } = options;

  describe(`Transport ${engine}`, () => {
    let host: HostProcess;
    let peer: RawPeer;
    let address: { port: number; hash: string };

    beforeAll(async () => {
      await buildOnce();
    });

    const fresh = async (): Promise<void> => {
      host = new HostProcess(runtime, engine);
      const { port } = await host.until('ready');
      const hash = host.events.find((e) => e.event === 'certificate')?.['hash'];
      address = { port: Number(port), hash: typeof hash === 'string' ? hash : '' };
      peer = options.peer(address);
    };
    const over = async (): Promise<void> => {
      await peer.vanish();
      await host.end();
    };

    const lane = async (mode: string): Promise<RawLane> => {
      const opened = await (await peer.open()).lane();
      await opened.write(text(mode));
      return opened;
    };

    beforeAll(fresh);
    afterAll(over);

    it('a session says its kind and the address of its peer', async () => {
      await lane('n');
      expect(await host.until('session')).toMatchObject({ kind, address: '127.0.0.1' });
    });

    it('bytes arrive whole and in order in both directions, however they are cut', async () => {
      const sent = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
      const echo = await lane('e');
      const received: Uint8Array[] = [];
      let length = 0;
      const reading = (async () => {
        while (length < sent.length) {
          const bytes = await echo.read();
          if (bytes === undefined) break;
          received.push(bytes);
          length += bytes.length;
        }
      })();
      for (let at = 0, size = 1; at < sent.length; at += size, size = Math.min(40_000, size * 3))
        await echo.write(sent.slice(at, at + size));
      await reading;
      expect(Buffer.concat(received).equals(sent)).toBe(true);
    });

    if (manyLanes) {
      it('a lane that is not read does not hold up another', async () => {
        const session = await peer.open();
        const stuck = await session.lane();
        await stuck.write(text('n'));
        void stuck.write(new Uint8Array(262_144)).catch(() => undefined);
        const echo = await session.lane();
        await echo.write(text('ehello'));
        expect(Buffer.from((await echo.read())!).toString()).toBe('hello');
      });
    }

    it('[C19] a write does not resolve for ever while the peer does not read', async () => {
      const reader = options.peer(address);
      const unread = await (await reader.open()).lane();
      await unread.write(text('w'));
      await host.until('wrote');
      reader.freeze?.();
      const written = await host.quiet('wrote', QUIET_MS);
      expect(written * 65_536).toBeLessThan(MAX_UNREAD_BYTES);
      await reader.vanish();
    });

    it('[C18] a peer cannot send for ever while nobody reads', async () => {
      const session = await peer.open();
      const unread = await session.lane();
      await unread.write(text('n'));
      const chunk = new Uint8Array(65_536);
      let written = 0;
      void (async () => {
        while (written < MAX_UNREAD_BYTES) {
          await unread.write(chunk);
          written += chunk.length;
        }
      })().catch(() => undefined);
      let last = -1;
      while (last !== written) {
        last = written;
        await new Promise((resolve) => {
          setTimeout(resolve, QUIET_MS);
        });
      }
      expect(written).toBeLessThan(MAX_UNREAD_BYTES);
      session.close();
    });

    it('closing reaches the peer, and the session is over on both sides', async () => {
      const before = host.count('closed');
      const session = await peer.open();
      const closing = await session.lane();
      await closing.write(text('c'));
      for (let bytes = await closing.read(); bytes !== undefined;) bytes = await closing.read();
      await session.closed;
      await host.until('closed', before + 1);
    });

    it('a peer that closes ends its session, its lanes and the wait for more of them', async () => {
      const before = { closed: host.count('closed'), ended: host.count('ended'), lanes: host.count('no-more-lanes') };
      const session = await peer.open();
      const echo = await session.lane();
      await echo.write(text('e!'));
      await echo.read();
      session.close();
      await host.until('closed', before.closed + 1);
      await host.until('ended', before.ended + 1);
      await host.until('no-more-lanes', before.lanes + 1);
    });

    it('[O1] a peer that vanishes ends its sessions and nothing else', async () => {
      const vanishing = options.peer(address);
      const before = host.count('closed');
      const echo = await (await vanishing.open()).lane();
      await echo.write(text('e!'));
      await echo.read();
      await vanishing.vanish();
      await host.until('closed', before + 1);
      expect(host.count('unhandled')).toBe(0);
    });

    it('after stop() nobody gets in, and who is in stays', async () => {
      const echo = await lane('e1');
      expect(Buffer.from((await echo.read())!).toString()).toBe('1');
      host.tell('stop');
      await host.until('done');
      const late = options.peer(address);
      await expect(
        Promise.race([late.open(), host.quiet('session', 1_500).then(() => Promise.reject(new Error('no session')))]),
      ).rejects.toThrow();
      await late.vanish();
      await echo.write(text('2'));
      expect(Buffer.from((await echo.read())!).toString()).toBe('2');
      expect(host.count('died')).toBe(0);
    });
  });
}
