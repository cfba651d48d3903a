import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { type Down, encodeDown } from '@godwit/shared/protocol/down';
import { type ErrorName, ERRORS } from '@godwit/shared/protocol/errors';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { acceptsDeflated, deflatedOf, encodeDeflated } from '@godwit/shared/protocol/deflated';
import { decodeUp } from '@godwit/shared/protocol/up';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/api-error.js';
import type { TransportListener } from '../transport/transport.js';
import type { Connection } from './connection.js';
import { createDial } from './dial.js';
import { platformDeflate } from './deflate.js';
import type { Left, Resume } from './state.js';
import { platformInflate } from './inflate.js';

const ACK: Extract<Down, { kind: 'helloAck' }> = {
  kind: 'helloAck',
  sessionId: '5',
  userId: '1',
  serverTime: 1,
  heartbeatMs: 10_000,
  deadAfterMs: 30_000,
  limits: { maxFrameBytes: 65_536, maxBatchEntries: 64, maxBodyBytes: 32_768, acceptsDeflated: true, maxShown: 16 },
  node: 'access-1',
  resumed: false,
  userVersion: 0,
  connectionId: '70',
};
const HINT: Down = { kind: 'syncHint', reason: 'x', jitterMs: 1 };
const error = (name: ErrorName): Down => ({
  kind: 'error',
  code: ERRORS[name].code,
  name,
  message: '',
  retry: ERRORS[name].retry,
  retryAfterMs: 0,
  ref: 0,
});
const disconnect = (code: number, retryAfterMs = 0): Down => ({ kind: 'disconnect', code, reason: '', retryAfterMs });

/** A dial over transports whose server end the test plays. */
class Rig {
  readonly clock = new FakeClock();
  readonly told: string[] = [];
  readonly hellos: string[] = [];
  resume: Resume | undefined;
  left: Left | undefined;
  readonly hurried: boolean[] = [];
  readonly offered: unknown[] = [];
  /** Kinds of the frames whose answers may be deflated. */
  readonly accepting: string[] = [];
  /** Kinds of the frames that were sent. */
  readonly sent: string[] = [];
  inflate = platformInflate();
  readonly abort = new AbortController();
  connection: Connection | undefined;
  closed = 0;
  readonly opened: string[] = [];
  readonly dead = new Set<string>();
  token = 'old';
  addresses = (): Promise<{ node?: string; url: string; websocketUrl: string; certificateHashes: string[] }[]> =>
    Promise.resolve([{ url: 'https://a', websocketUrl: 'ws://a', certificateHashes: [] }]);
  #listener: TransportListener | undefined;

  async start(): Promise<void> {
    const dial = createDial({
      clock: this.clock,
      random: () => 0,
      deviceId: 'd',
      platform: 'bot',
      clientVersion: '1',
      accessToken: () => Promise.resolve(this.token),
      refresh: (refused) => Promise.resolve((this.token = `new after ${refused}`)),
      addresses: () => this.addresses(),
      open: ({ address: { url }, listener }, silent) => {
        this.hurried.push(silent);
        this.opened.push(url);
        if (this.dead.has(url)) return Promise.reject(new Error('nobody there'));
        this.#listener = listener;
        return Promise.resolve({
          kind: 'websocket',
          send: (frame) => {
            const up = decodeUp(withoutLengthPrefix(frame))?.message;
            if (up?.kind === 'hello') this.hellos.push(up.accessToken);
            if (up?.kind === 'hello') this.offered.push(up.resume);
            this.sent.push(deflatedOf(withoutLengthPrefix(frame)) === undefined ? (up?.kind ?? 'nothing') : 'deflated');
            if (up !== undefined && acceptsDeflated(withoutLengthPrefix(frame))) this.accepting.push(up.kind);
          },
          close: () => {
            this.closed += 1;
          },
        });
      },
      inflate: this.inflate,
      deflate: platformDeflate(),
    });
    dial(
      {
        up: (connection) => {
          this.connection = connection;
          this.told.push('up');
        },
        failed: (failure) => this.told.push(failure.retry ? `retry ${failure.retryAfterMs}` : `stop ${failure.reason}`),
        down: (message) => this.told.push(`down ${message.kind}`),
        lost: (reason) => this.told.push(`lost ${reason}`),
      },
      this.abort.signal,
      { resume: this.resume, left: this.left },
    );
    await this.clock.advance(0);
  }

  async say(...frames: Down[]): Promise<void> {
    for (const frame of frames) this.#listener?.frame(withoutLengthPrefix(encodeDown(frame)));
    await this.clock.advance(0);
  }

  async hear(bytes: Uint8Array): Promise<void> {
    this.#listener?.frame(bytes);
    await this.clock.advance(0);
  }

  async cut(): Promise<void> {
    this.#listener?.closed('cut');
    await this.clock.advance(0);
  }
}

describe('dial (F-3, F-8, S4)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = new Rig();
    await rig.start();
  });

  it('[F-3] says Hello first; what follows HelloAck in the same packet comes after up', async () => {
    await rig.say(ACK, HINT);
    expect([rig.hellos, rig.told]).toEqual([['old'], ['up', 'down syncHint']]);
    expect(rig.connection).toMatchObject({
      userId: '1',
      peer: { heartbeatMs: 10_000, node: 'access-1' },
      limits: { maxBodyBytes: 32_768 },
    });
    await rig.cut();
    expect(rig.told.at(-1)).toBe('lost cut');
  });

  it('[S4] a token that has ended is refreshed and tried once more', async () => {
    await rig.say(error('TOKEN_EXPIRED'), disconnect(CLOSE_CODES.TOKEN_EXPIRED));
    expect(rig.hellos).toEqual(['old', 'new after old']);
    await rig.say(ACK);
    expect(rig.told).toEqual(['up']);
  });

  it('[S4] a second refusal of the token ends the session', async () => {
    await rig.say(error('UNAUTHENTICATED'), disconnect(CLOSE_CODES.UNAUTHENTICATED));
    await rig.say(error('UNAUTHENTICATED'), disconnect(CLOSE_CODES.UNAUTHENTICATED));
    expect([rig.hellos.length, rig.told]).toEqual([2, ['stop session-ended']]);
  });

  it('[F-17] a revoked session does not come back', async () => {
    await rig.say(error('SESSION_REVOKED'), disconnect(CLOSE_CODES.SESSION_REVOKED));
    expect([rig.hellos.length, rig.told]).toEqual([1, ['stop session-ended']]);
  });

  it('[F-10] an overloaded server says when to come back', async () => {
    await rig.say(error('OVERLOADED'), disconnect(CLOSE_CODES.OVERLOADED, 4000));
    expect(rig.told).toEqual(['retry 4000']);
    expect(rig.closed).toBe(1);
  });

  it('[R16] a node that is gone but still listed costs no wait: the next one is tried', async () => {
    const other = new Rig();
    other.addresses = () => Promise.resolve(['a', 'b', 'c'].map((url) => ({ url, websocketUrl: '', certificateHashes: [] })));
    other.dead.add('a').add('b');
    await other.start();
    await other.say(ACK);
    expect([other.opened, other.told]).toEqual([['a', 'b', 'c'], ['up']]);
  });

  describe('[F-11] resuming', () => {
    const resume: Resume = { connectionId: '60', node: 'n-b', received: 4, until: Infinity };
    const nodes = ['a', 'b', 'c'].map((url) => ({ node: `n-${url}`, url, websocketUrl: '', certificateHashes: [] }));
    const dialing = async (more: Partial<Rig>): Promise<Rig> => {
      const other = Object.assign(new Rig(), { resume, addresses: () => Promise.resolve(nodes), ...more });
      await other.start();
      return other;
    };

    it('is offered to the node that had the session, and told when it does', async () => {
      const other = await dialing({});
      await other.say({ ...ACK, resumed: true });
      expect([other.opened, other.offered]).toEqual([['b'], [{ connectionId: '60', pushCount: 4 }]]);
      expect(other.connection).toMatchObject({ resumedAt: 4, peer: { connectionId: '70' } });
    });

    it('is told when it does not', async () => {
      const other = await dialing({});
      await other.say(ACK);
      expect(other.connection).toMatchObject({ resumedAt: undefined });
    });

    it('[O11] goes last to a node that fell silent, and to no other than are there', async () => {
      const dead = new Set(['a', 'c']);
      const left = { node: 'n-b', silent: true };
      expect(await dialing({ left, dead })).toMatchObject({ opened: ['a', 'c', 'b'], hurried: [true, true, true] });
      expect((await dialing({ left, addresses: () => Promise.resolve(nodes.slice(1, 2)) })).opened).toEqual(['b']);
      expect((await dialing({ resume: { ...resume, node: 'n-gone' } })).opened).toEqual(['a']);
    });

    it('[F-15] goes last to a node that said that it goes, although it may be listed as the least loaded', async () => {
      const left = { node: 'n-a', silent: false };
      expect(await dialing({ resume: undefined, left })).toMatchObject({ opened: ['b'], hurried: [false] });
    });
  });

  it('[C21] a server that says nothing is given up after 10 s', async () => {
    await rig.clock.advance(10_000);
    expect([rig.told, rig.closed, rig.clock.pendingTimers]).toEqual([['retry 0'], 1, 0]);
  });

  it('[O6] frames that the verifier refuses are dropped, the session stays', async () => {
    await rig.say(ACK);
    await rig.hear(new Uint8Array(52).fill(0xff));
    await rig.say(HINT);
    expect(rig.told).toEqual(['up', 'down syncHint']);
  });

  describe('[F-12] deflated answers', () => {
    const PAGE: Down = {
      kind: 'syncPage',
      conversations: [],
      nextCursor: 'x'.repeat(3_000),
      done: true,
      syncTime: 1,
      userVersion: 1,
      favouriteVersion: 0,
      profileVersion: 0,
      peopleVersion: 0,
      remaining: 0,
    };
    const deflated = async (frame: Uint8Array): Promise<Uint8Array> => {
      const stream = new Blob([frame.slice()]).stream().pipeThrough(new CompressionStream('deflate-raw'));
      return withoutLengthPrefix(encodeDeflated(new Uint8Array(await new Response(stream).arrayBuffer()), 7));
    };
    const bare = (message: Down): Uint8Array => withoutLengthPrefix(encodeDown(message));

    it('are told as if they were not, and hold up nothing behind them', async () => {
      await rig.say(ACK);
      await rig.hear(await deflated(bare(PAGE)));
      await rig.say(HINT);
      expect(rig.told).toEqual(['up', 'down syncHint']);
      await vi.waitFor(() => {
        expect(rig.told).toEqual(['up', 'down syncHint', 'down syncPage']);
      });
    });

    it('are nothing when they hold junk, a deflated frame, or more than a frame may have', async () => {
      await rig.say(ACK);
      const nested = await deflated(await deflated(bare(PAGE)));
      const large = await deflated(bare({ ...PAGE, nextCursor: 'x'.repeat(70_000) }));
      for (const frame of [await deflated(new Uint8Array(5_000).fill(0xff)), nested, large, await deflated(bare(PAGE))])
        await rig.hear(frame);
      await vi.waitFor(() => {
        expect(rig.told).toEqual(['up', 'down syncPage']);
      });
      await rig.cut();
      expect(rig.told).toEqual(['up', 'down syncPage', 'lost cut']);
    });

    it('are not told any more when the link is lost meanwhile', async () => {
      const inflating: Promise<unknown>[] = [];
      rig = new Rig();
      rig.inflate = (bytes, maxBytes) => {
        const inflated = platformInflate()!(bytes, maxBytes);
        inflating.push(inflated.then(() => undefined));
        return inflated;
      };
      await rig.start();
      await rig.say(ACK);
      await rig.hear(await deflated(bare(PAGE)));
      await rig.cut();
      expect(inflating).toHaveLength(1);
      await Promise.all(inflating);
      expect(rig.told).toEqual(['up', 'lost cut']);
    });

    it('are asked for on the bulk lane, by clients that can read them', async () => {
      const old = new Rig();
      old.inflate = undefined;
      await old.start();
      for (const each of [rig, old]) {
        await each.say(ACK);
        each.connection?.send({ kind: 'cancel', ref: 1 }, 1, 'live');
        each.connection?.send(
          { kind: 'historyRequest', conversationId: '1', fromSeq: 1, toSeq: 0, limit: 9, direction: 'forward', since: 0 },
          2,
          'bulk',
        );
      }
      expect([rig.accepting, old.accepting]).toEqual([['historyRequest'], []]);
    });
  });

  it.each([true, false])('[F-12] long messages are deflated for a server that said it reads them (%s)', async (acceptsDeflated) => {
    await rig.say({ ...ACK, limits: { ...ACK.limits, acceptsDeflated } });
    const entry = { clientMsgId: '1', kind: 'message', targetSeq: 0, body: new Uint8Array(3_000) } as const;
    rig.connection?.send({ kind: 'userMessage', conversationId: '1', entries: [entry] }, 1, 'live');
    await vi.waitFor(() => {
      expect(rig.sent.at(-1)).toBe(acceptsDeflated ? 'deflated' : 'userMessage');
    });
  });

  it('an abort ends it in every phase, and nothing is told after it', async () => {
    rig.abort.abort();
    await rig.say(ACK);
    await rig.cut();
    expect([rig.told, rig.closed > 0]).toEqual([[], true]);
    const later = new Rig();
    await later.start();
    await later.say(ACK);
    later.abort.abort();
    await later.say(HINT);
    expect([later.told, later.closed]).toEqual([['up'], 1]);
  });

  it('no access node is a reason to wait, a refused sign-in one to stop', async () => {
    const empty = new Rig();
    empty.addresses = () => Promise.resolve([]);
    await empty.start();
    const ended = new Rig();
    ended.addresses = () => Promise.reject(new ApiError({ code: 3009, error: 'REFRESH_REUSED', status: 401 }));
    await ended.start();
    expect([empty.told, ended.told]).toEqual([['retry 0'], ['stop session-ended']]);
  });
});
