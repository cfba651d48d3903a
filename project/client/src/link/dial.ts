import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Clock } from '@godwit/shared/clock';
import { deadline, guard } from '@godwit/shared/guard';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { ERRORS, errorName } from '@godwit/shared/protocol/errors';
import { deflatedOf } from '@godwit/shared/protocol/deflated';
import { MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { encodeUp } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import { ApiError, refused } from '../api/api-error.js';
import type { AccessAddress, OpenTransport, Transport, TransportListener } from '../transport/transport.js';
import type { DownOf, UpOf } from '../wire.js';
import type { Circumstances, ConnectionListener, Dial } from './connection.js';
import type { Deflate } from './deflate.js';
import type { Inflate } from './inflate.js';
import { sender } from './sender.js';
import { type DialFailure, type Resume, stopReason } from './state.js';

// Hop 2: from nothing to an authenticated session: addresses, transport, Hello. Bounded: 10 s for each step, 5 s for a transport, three nodes.

const STEP_MS = 10_000;
/** Access gives a handshake up after 4.5 s, and the first packets of a new one come through where those of an old one wait longer and longer. */
const TRANSPORT_MS = 5_000;
/** Access nodes that one dial tries. */
const MAX_NODES = 3;

export interface DialOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly deviceId: string;
  readonly platform: string;
  readonly clientVersion: string;
  readonly accessToken: () => Promise<string>;
  /** New tokens in place of one that was refused. */
  readonly refresh: (refused: string) => Promise<unknown>;
  /** Least loaded first. */
  readonly addresses: () => Promise<readonly AccessAddress[]>;
  readonly open: (attempt: Parameters<OpenTransport>[0], silent: boolean) => Promise<Transport>;
  /** undefined: deflated answers are not asked for. */
  readonly inflate: Inflate | undefined;
  /** undefined: frames are sent as they are. */
  readonly deflate: Deflate | undefined;
}

interface Wanted extends Circumstances {
  readonly listener: ConnectionListener;
  readonly signal: AbortSignal;
}

type Refusal = { readonly code: number; readonly retryAfterMs: number; readonly close: number };

/** The server's no to a Hello. */
class HelloRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`refused with ${errorName(refusal.code) ?? refusal.code}`);
    this.refusal = refusal;
  }
}

export const createDial =
  (options: DialOptions): Dial =>
  (listener, signal, circumstances) => {
    guard(dial(options, { listener, signal, ...circumstances }), (error) => {
      if (!signal.aborted) listener.failed(failureOf(error));
    });
  };

async function dial(options: DialOptions, wanted: Wanted): Promise<void> {
  const token = await deadline(options.accessToken(), STEP_MS, 'access token', options.clock);
  try {
    await session(options, token, wanted);
  } catch (error) {
    if (!(error instanceof HelloRefused) || !staleToken(error.refusal)) throw error;
    await deadline(options.refresh(token), STEP_MS, 'token refresh', options.clock);
    await session(options, await options.accessToken(), wanted);
  }
}

const staleToken = ({ code, close }: Refusal): boolean =>
  code === ERRORS.TOKEN_EXPIRED.code ||
  code === ERRORS.UNAUTHENTICATED.code ||
  close === CLOSE_CODES.TOKEN_EXPIRED ||
  close === CLOSE_CODES.UNAUTHENTICATED;

async function session(options: DialOptions, token: string, wanted: Wanted): Promise<void> {
  const { signal, left } = wanted;
  const addresses = await deadline(options.addresses(), STEP_MS, 'access addresses', options.clock);
  const greeting = new Greeting(wanted, options);
  const transport = await openOne(
    options,
    inOrder(addresses, wanted, options.random),
    (address, attempt) => options.open({ address, listener: greeting, signal: attempt }, left?.silent === true),
    signal,
  );
  if (signal.aborted) return transport.close();
  signal.addEventListener('abort', () => transport.close(), { once: true });
  transport.send(encodeUp(helloOf(options, token, wanted.resume)), 'live');
  await deadline(greeting.answer(transport), STEP_MS, 'HelloAck', options.clock).catch((error: unknown) => {
    transport.close();
    throw error;
  });
}

/**
 * Begins with the node that can resume, else with one of the two least loaded, so that a storm does not meet at one node. The one that is left
 * comes last: it may be listed for some seconds more.
 */
function inOrder(listed: readonly AccessAddress[], { resume, left }: Circumstances, random: () => number): readonly AccessAddress[] {
  const last = listed.filter(({ node }) => node !== undefined && node === left?.node);
  const others = listed.filter((address) => !last.includes(address));
  const known = others.findIndex(({ node }) => node !== undefined && node === resume?.node);
  const first = known >= 0 ? known : Math.floor(random() * Math.min(2, others.length));
  return [...others.slice(first, first + 1), ...others.filter((_, i) => i !== first), ...last].slice(0, MAX_NODES);
}

/** The first node that can be reached: one that was killed stays listed for up to 10 s. */
async function openOne(
  options: DialOptions,
  addresses: readonly AccessAddress[],
  open: (address: AccessAddress, signal: AbortSignal) => Promise<Transport>,
  signal: AbortSignal,
): Promise<Transport> {
  let failure: unknown = refused('UNAVAILABLE', 'no access node is up');
  for (const address of addresses) {
    signal.throwIfAborted();
    const own = new AbortController();
    try {
      return await deadline(open(address, AbortSignal.any([signal, own.signal])), TRANSPORT_MS, 'transport', options.clock);
    } catch (error) {
      own.abort();
      failure = error;
    }
  }
  throw failure;
}

const helloOf = ({ deviceId, platform, clientVersion }: DialOptions, accessToken: string, resume: Resume | undefined): UpOf<'hello'> => ({
  kind: 'hello',
  protocol: PROTOCOL_VERSION,
  accessToken,
  deviceId,
  platform,
  clientVersion,
  resume: resume === undefined ? null : { connectionId: resume.connectionId, pushCount: resume.received },
});

type Phase =
  | {
      readonly at: 'hello';
      readonly refused?: Refusal;
      readonly transport?: Transport;
      readonly resolve?: () => void;
      readonly reject?: (error: Error) => void;
    }
  | { readonly at: 'up' }
  | { readonly at: 'over'; readonly error: Error };

/** Takes the frames of a transport: the answer to Hello first, then everything for the owner of the session. */
class Greeting implements TransportListener {
  readonly #wanted: Wanted;
  readonly #inflate: Inflate | undefined;
  readonly #deflate: Deflate | undefined;
  #phase: Phase = { at: 'hello' };

  constructor(wanted: Wanted, { inflate, deflate }: Pick<DialOptions, 'inflate' | 'deflate'>) {
    this.#wanted = wanted;
    this.#inflate = inflate;
    this.#deflate = deflate;
  }

  /** Resolves when the session is up, right after its owner was told. */
  answer(transport: Transport): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#phase.at === 'over') reject(this.#phase.error);
      else this.#phase = { at: 'hello', transport, resolve, reject };
    });
  }

  frame(bytes: Uint8Array): void {
    if (!verify('Frame', bytes)) return;
    const deflated = deflatedOf(bytes);
    if (deflated === undefined) this.#verified(bytes);
    else if (this.#inflate !== undefined && this.#phase.at === 'up') guard(this.#deflated(deflated, this.#inflate));
  }

  /** Frames behind it do not wait for it: it is the answer to a question, which is found by its ref. One within it has no body and is ignored. */
  async #deflated(bytes: Uint8Array, inflate: Inflate): Promise<void> {
    const frame = await inflate(bytes, MAX_FRAME_BYTES);
    if (frame !== undefined && verify('Frame', frame)) this.#verified(frame);
  }

  #verified(bytes: Uint8Array): void {
    if (this.#wanted.signal.aborted || this.#phase.at === 'over') return;
    const received = decodeDown(bytes);
    if (!received || received.message.kind === 'unsupported') return;
    if (this.#phase.at === 'up') this.#wanted.listener.down(received.message, received.ref);
    else this.#greet(received.message);
  }

  closed(reason: string): void {
    if (this.#wanted.signal.aborted) return;
    if (this.#phase.at === 'up') {
      this.#phase = { at: 'over', error: new Error(reason) };
      this.#wanted.listener.lost(reason);
    } else if (this.#phase.at === 'hello') this.#end(this.#phase.refused ? new HelloRefused(this.#phase.refused) : new Error(reason));
  }

  #greet(message: Down): void {
    if (this.#phase.at !== 'hello') return;
    if (message.kind === 'helloAck') return this.#up(message);
    if (message.kind === 'error')
      this.#phase = { ...this.#phase, refused: { code: message.code, retryAfterMs: message.retryAfterMs, close: 0 } };
    if (message.kind === 'disconnect') {
      const { retryAfterMs, code: close } = message;
      const before = this.#phase.refused;
      this.#end(new HelloRefused({ code: before?.code ?? 0, close, retryAfterMs: Math.max(retryAfterMs, before?.retryAfterMs ?? 0) }));
    }
  }

  #up(ack: DownOf<'helloAck'>): void {
    if (this.#phase.at !== 'hello' || !this.#phase.transport) return;
    const { transport, resolve } = this.#phase;
    const { listener, resume } = this.#wanted;
    this.#phase = { at: 'up' };
    listener.up({
      userId: ack.userId,
      peer: {
        transport: transport.kind,
        node: ack.node,
        heartbeatMs: ack.heartbeatMs || 15_000,
        deadAfterMs: ack.deadAfterMs || 45_000,
        connectionId: ack.connectionId,
      },
      resumedAt: ack.resumed ? resume?.received : undefined,
      limits: {
        maxFrameBytes: ack.limits.maxFrameBytes || DEFAULT_LIMITS.maxFrameBytes,
        maxBatchEntries: ack.limits.maxBatchEntries || DEFAULT_LIMITS.maxBatchEntries,
        maxBodyBytes: ack.limits.maxBodyBytes || DEFAULT_LIMITS.maxBodyBytes,
        maxShown: ack.limits.maxShown,
      },
      send: sender({
        transport,
        acceptsDeflated: this.#inflate !== undefined,
        deflate: ack.limits.acceptsDeflated ? this.#deflate : undefined,
      }),
    });
    resolve?.();
  }

  #end(error: Error): void {
    const reject = this.#phase.at === 'hello' ? this.#phase.reject : undefined;
    this.#phase = { at: 'over', error };
    reject?.(error);
  }
}

/** Refusals that no retry can change stop the link; everything else is tried again, for ever. */
function failureOf(error: unknown): DialFailure {
  if (error instanceof HelloRefused) return helloFailure(error);
  if (error instanceof ApiError && (error.status === 401 || error.code === ERRORS.SESSION_REVOKED.code)) {
    return { retry: false, reason: 'session-ended', code: error.code, detail: error.error };
  }
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : 0;
  return { retry: true, reason: error instanceof Error ? error.message : String(error), retryAfterMs };
}

function helloFailure({ message, refusal }: HelloRefused): DialFailure {
  const { code, close, retryAfterMs } = refusal;
  const name = errorName(code);
  const ended = name === 'SESSION_REVOKED' || name === 'UNAUTHENTICATED' || name === 'TOKEN_EXPIRED';
  if (ended || close >= 500) return { retry: false, reason: ended ? 'session-ended' : stopReason(close), code, detail: message };
  if (name === 'UNSUPPORTED_VERSION') return { retry: false, reason: 'refused', code, detail: message };
  return { retry: true, reason: message, retryAfterMs };
}
