import type { Pull } from '@godwit/client/inbox/gap';
import { platformInflate } from '@godwit/client/link/inflate';
import type { Transport } from '@godwit/client/transport/transport';
import { openWebTransport } from '@godwit/client/transport/webtransport';
import { deflatedOf } from '@godwit/shared/protocol/deflated';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import type { AccessNode } from '@godwit/shared/rest/access';
import type { LoadUser } from '../../generator/load-plan.ts';

type Answer = Extract<Down, { kind: 'syncPage' | 'historyPage' | 'messageAck' | 'helloAck' }>;
type UpOf<K extends Up['kind']> = Extract<Up, { kind: K }>;
export type Push = Extract<Down, { kind: 'pushMessage' }>;

interface Question extends PromiseWithResolvers<Answer> {
  /** Frames, or results of acks, that are still to come. */
  left: number;
}

/** What a device hears beside the answers to its questions. */
export interface DeviceListener {
  push?(push: Push): void;
  /** Every frame, as it came. */
  bytes?(count: number): void;
}

const inflate = platformInflate();

/** A signed-in device with the transport, the verifier and the lanes of the SDK, and nothing above them. */
export class Device {
  readonly #transport: Transport;
  readonly #questions: Map<string, Question>;

  private constructor(transport: Transport, questions: Map<string, Question>) {
    this.#transport = transport;
    this.#questions = questions;
  }

  /** Resolves when HelloAck is in. */
  static async open(node: AccessNode, { token, deviceId }: LoadUser, listener: DeviceListener = {}): Promise<Device> {
    const questions = new Map<string, Question>();
    const frame = (bytes: Uint8Array): void => {
      listener.bytes?.(bytes.length);
      receive(questions, bytes, listener);
    };
    const closed = (why: string): void => fail(questions, why);
    const transport = await openWebTransport({ address: node, listener: { frame, closed }, signal: new AbortController().signal });
    const device = new Device(transport, questions);
    const hello = { accessToken: token, deviceId, platform: 'bench', clientVersion: '0', resume: null };
    await device.ask({ kind: 'hello', protocol: PROTOCOL_VERSION, ...hello }, 'helloAck');
    return device;
  }

  /** One question of a kind and subject at a time. Rejects when the server refuses or the session ends. */
  async ask<K extends Answer['kind']>(up: Up, answer: K, about = '', left = 1): Promise<Extract<Answer, { kind: K }>> {
    const question = { ...Promise.withResolvers<Answer>(), left };
    this.#questions.set(`${answer} ${about}`, question);
    this.say(up);
    return (await question.promise) as Extract<Answer, { kind: K }>;
  }

  /** Nobody waits for the answer. */
  say(up: Up): void {
    const bulk = up.kind === 'syncRequest' || up.kind === 'historyRequest';
    this.#transport.send(encodeUp(up, 0, bulk && inflate !== undefined), bulk ? 'bulk' : 'live');
  }

  page(conversationId: string, { from, to, limit, direction }: Pull): Promise<Extract<Answer, { kind: 'historyPage' }>> {
    const range = { fromSeq: from, toSeq: to, limit, direction, since: 0 };
    return this.ask({ kind: 'historyRequest', conversationId, ...range }, 'historyPage', `${conversationId} ${from}`);
  }

  /** Resolves when every entry is stored. */
  async write(message: UpOf<'userMessage'>): Promise<void> {
    await this.ask(message, 'messageAck', message.conversationId, message.entries.length);
  }

  close(): void {
    this.#transport.close();
  }
}

function receive(questions: Map<string, Question>, bytes: Uint8Array, listener: DeviceListener): void {
  const deflated = verify('Frame', bytes) ? deflatedOf(bytes) : undefined;
  if (deflated === undefined || inflate === undefined) heard(questions, bytes, listener);
  else void inflate(deflated, MAX_FRAME_BYTES).then((frame) => heard(questions, frame ?? bytes, listener));
}

function heard(questions: Map<string, Question>, bytes: Uint8Array, listener: DeviceListener): void {
  const down = verify('Frame', bytes) ? decodeDown(bytes)?.message : undefined;
  switch (down?.kind) {
    case undefined:
      return fail(questions, 'a frame is malformed');
    case 'error':
    case 'disconnect':
      return fail(questions, JSON.stringify(down));
    case 'pushMessage':
      return listener.push?.(down);
    case 'helloAck':
    case 'syncPage':
      return answered(questions, down, '', 1);
    case 'historyPage':
      return answered(questions, down, `${down.conversationId} ${down.fromSeq}`, 1);
    case 'messageAck':
      return answered(questions, down, down.conversationId, down.results.length);
    default:
  }
}

function answered(questions: Map<string, Question>, down: Answer, about: string, count: number): void {
  const key = `${down.kind} ${about}`;
  const question = questions.get(key);
  if (question === undefined) return;
  question.left -= count;
  if (question.left > 0) return;
  questions.delete(key);
  question.resolve(down);
}

function fail(questions: Map<string, Question>, why: string): void {
  for (const { reject } of questions.values()) reject(new Error(why));
  questions.clear();
}
