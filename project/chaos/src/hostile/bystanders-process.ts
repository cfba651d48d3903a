// Deno: people who do nothing wrong while others attack. They send on an open-loop schedule over WebTransport or WebSocket; what they feel
// is measured from the moment at which a message was due. Raw sessions that say again what is not acked for 2 s, as the SDK does.
import type { Down } from '@godwit/shared/protocol/down';
import { decodeDown } from '@godwit/shared/protocol/down';
import { idFromParts } from '@godwit/shared/ids/id';
import { FrameReader, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import { percentiles } from './percentiles.ts';
import { serveJson, bytesOf } from './serve-json.ts';
import type { BystanderPair, BystanderPlan, Felt, StrangerPlan } from './bystander-plan.ts';
import type { TransportName } from './wire.ts';

interface Duplex {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}
declare const WebTransport: new (
  url: string,
  options: unknown,
) => { readonly ready: Promise<unknown>; readonly closed: Promise<unknown>; createBidirectionalStream(): Promise<Duplex>; close(): void };

const PING_MS = 15_000;
const RESEND_MS = 2_000;
const SETTLE_MS = 5_000;
const MAX_BATCH = 64;
const MAX_BATCH_BYTES = 60_000;
const CONNECT_MS = 10_000;
/** Upper half of the client message ids of this process. */
const RUN = Math.floor(Math.random() * 0x7fff_ffff);

interface Link {
  send(bytes: Uint8Array): void;
  close(): void;
}

interface Listener {
  bytes(chunk: Uint8Array): void;
  ended(): void;
}

type Address = Pick<BystanderPlan, 'url' | 'hash' | 'websocketUrl'>;

async function openWebTransport({ url, hash }: Address, listener: Listener): Promise<Link> {
  const session = new WebTransport(url, { serverCertificateHashes: [{ algorithm: 'sha-256', value: bytesOf(hash) }] });
  session.closed.then(listener.ended, listener.ended);
  await session.ready;
  const stream = await session.createBidirectionalStream();
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const read = async (): Promise<void> => {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) listener.bytes(chunk.value);
  };
  read().catch(listener.ended);
  return { send: (bytes) => void writer.write(bytes).catch(() => undefined), close: () => session.close() };
}

async function openWebSocket({ websocketUrl }: Address, listener: Listener): Promise<Link> {
  const socket = new WebSocket(websocketUrl);
  socket.binaryType = 'arraybuffer';
  socket.onclose = () => listener.ended();
  socket.onmessage = ({ data }) => listener.bytes(new Uint8Array(data as ArrayBuffer));
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('the WebSocket did not open'));
  });
  return { send: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>), close: () => socket.close() };
}

const OPEN: Record<TransportName, (address: Address, listener: Listener) => Promise<Link>> = {
  webtransport: openWebTransport,
  websocket: openWebSocket,
};

interface SignedIn {
  readonly token: string;
  readonly deviceId: string;
}

/** Resolves at HelloAck; `onDown` gets what comes after it. Rejects when it is refused or takes longer than a client would wait. */
async function signIn(
  plan: Address & { readonly transport: TransportName },
  user: SignedIn,
  onDown: (down: Down) => void,
  onEnd: (why: string) => void,
): Promise<Link & { say(up: Up): void }> {
  const frames = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
  const greeted = Promise.withResolvers<undefined>();
  let last = '';
  const take = (down: Down): void => {
    if (down.kind === 'helloAck') greeted.resolve(undefined);
    if (down.kind === 'disconnect') last = down.reason;
    onDown(down);
  };
  const ended = (): void => {
    greeted.reject(new Error(`not signed in: ${last}`));
    onEnd(last);
  };
  const link = await within(
    OPEN[plan.transport](plan, {
      ended,
      bytes: (chunk) => {
        frames.push(chunk);
        for (let next = frames.next(); next.at === 'frame'; next = frames.next()) {
          const down = decodeDown(next.bytes);
          if (down !== undefined && down.message.kind !== 'unsupported') take(down.message);
        }
      },
    }),
  );
  const say = (up: Up): void => link.send(encodeUp(up));
  say({ kind: 'hello', protocol: 1, accessToken: user.token, deviceId: user.deviceId, platform: 'test', clientVersion: '0', resume: null });
  await within(greeted.promise);
  const timer = setInterval(() => say({ kind: 'ping', clientTime: Date.now(), receivedCount: 0 }), PING_MS);
  const close = (): void => {
    clearInterval(timer);
    link.close();
  };
  return { send: link.send, say, close };
}

function within<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${CONNECT_MS} ms`)), CONNECT_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What one measurement gathers; messages count where they were due. */
class Phase {
  readonly acks: number[] = [];
  readonly deliveries: number[] = [];
  readonly count = { scheduled: 0, acked: 0, delivered: 0, refused: 0, ended: 0 };

  get settled(): boolean {
    return (
      this.count.delivered + this.count.refused >= this.count.scheduled && this.count.acked + this.count.refused >= this.count.scheduled
    );
  }

  felt(): Felt {
    return { ...this.count, ackMs: percentiles(this.acks), deliveryMs: percentiles(this.deliveries) };
  }
}

interface Due {
  readonly at: number;
  readonly phase: Phase;
}

let phase = new Phase();

class Pair {
  readonly #pair: BystanderPair;
  readonly #padding: string;
  readonly #unacked = new Map<string, Due>();
  readonly #undelivered = new Map<string, Due>();
  readonly #due: Due[] = [];
  #say: (up: Up) => void = () => undefined;
  #flight: { readonly message: Up; readonly at: number } | undefined;
  #number = 0;

  constructor(pair: BystanderPair, bodyBytes: number) {
    this.#pair = pair;
    this.#padding = 'x'.repeat(bodyBytes);
  }

  async connect(plan: BystanderPlan): Promise<void> {
    const onEnd = (): void => {
      phase.count.ended += 1;
    };
    await signIn(plan, this.#pair.receiver, (down) => this.#received(down), onEnd);
    const { say } = await signIn(plan, this.#pair.sender, (down) => this.#answered(down), onEnd);
    this.#say = say;
  }

  schedule(at: number): void {
    phase.count.scheduled += 1;
    this.#due.push({ at, phase });
    if (this.#flight === undefined) this.#sendDue();
    else if (performance.now() - this.#flight.at > RESEND_MS) this.#send(this.#flight.message);
  }

  #send(message: Up): void {
    this.#flight = { message, at: performance.now() };
    this.#say(message);
  }

  #sendDue(): void {
    const batch = this.#due.splice(0, Math.min(MAX_BATCH, Math.max(1, Math.floor(MAX_BATCH_BYTES / (this.#padding.length + 100)))));
    if (batch.length === 0) return;
    const entries = batch.map((due): OutgoingEntry => {
      this.#number += 1;
      const clientMsgId = idFromParts(this.#number, RUN);
      this.#unacked.set(clientMsgId, due);
      this.#undelivered.set(clientMsgId, due);
      return { clientMsgId, kind: 'message', targetSeq: 0, body: encodeMessageBody({ kind: 'text', text: this.#padding }) };
    });
    this.#send({ kind: 'userMessage', conversationId: this.#pair.conversationId, entries });
  }

  #answered(down: Down): void {
    const now = performance.now();
    if (down.kind === 'error') this.#refuseAll();
    else if (down.kind === 'messageAck') {
      for (const { clientMsgId, code } of down.results) {
        const due = take(this.#unacked, clientMsgId);
        if (due === undefined) continue;
        if (code !== 0) due.phase.count.refused += 1;
        else {
          due.phase.count.acked += 1;
          due.phase.acks.push(now - due.at);
        }
      }
    } else return;
    this.#flight = undefined;
    this.#sendDue();
  }

  /** An error frame answers the one batch that is in flight. */
  #refuseAll(): void {
    for (const { phase: of } of this.#unacked.values()) of.count.refused += 1;
    this.#unacked.clear();
  }

  #received(down: Down): void {
    // a person with many conversations gets those of other pairs too, whose ids are counted alike
    if (down.kind !== 'pushMessage' || down.conversationId !== this.#pair.conversationId) return;
    const now = performance.now();
    for (const { clientMsgId } of down.entries) {
      const due = take(this.#undelivered, clientMsgId);
      if (due === undefined) continue;
      due.phase.count.delivered += 1;
      due.phase.deliveries.push(now - due.at);
    }
  }
}

function take<K, V>(map: Map<K, V>, key: K): V | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Exactly rate × elapsed messages are due, however late a turn comes. */
async function sendForEver(pairs: readonly Pair[], rate: number): Promise<never> {
  const start = performance.now();
  for (let scheduled = 0; ; await pause(1)) {
    const due = Math.floor(((performance.now() - start) / 1000) * rate);
    for (; scheduled < due; scheduled += 1) pairs[scheduled % pairs.length]?.schedule(start + (scheduled / rate) * 1000);
  }
}

async function connectAll(pairs: readonly Pair[], plan: BystanderPlan): Promise<void> {
  const queue = [...pairs];
  const some = async (): Promise<void> => {
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) await pair.connect(plan);
  };
  await Promise.all(Array.from({ length: 8 }, some));
}

serveJson({
  start: async ({ plan }) => {
    const asked = plan as BystanderPlan;
    const pairs = asked.pairs.map((pair) => new Pair(pair, asked.bodyBytes));
    await connectAll(pairs, asked);
    if (asked.rate > 0) void sendForEver(pairs, asked.rate);
  },
  /** What is felt from now on, for `ms`; answered when all of it has settled, or is late beyond hope. */
  measure: async ({ ms }) => {
    const measured = new Phase();
    phase = measured;
    await pause(Number(ms));
    phase = new Phase();
    for (const end = performance.now() + SETTLE_MS; !measured.settled && performance.now() < end;) await pause(20);
    return measured.felt();
  },
  /** New people sign in, one after the other; how long each took. A refused one counts as the time that it lost. */
  strangers: async ({ plan }) => {
    const { users, everyMs, ...address } = plan as StrangerPlan;
    const took: number[] = [];
    let failed = 0;
    for (const user of users) {
      const start = performance.now();
      const link = await signIn(
        address,
        user,
        () => undefined,
        () => undefined,
      ).catch(() => undefined);
      took.push(performance.now() - start);
      if (link === undefined) failed += 1;
      link?.close();
      await pause(everyMs);
    }
    return { failed, tookMs: percentiles(took) };
  },
});
