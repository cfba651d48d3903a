// The test in the place of logic: a real peer of the access tier on NATS.
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { createLogger } from '@godwit/shared/log';
import { decodeToLogic, encodeToAccess, type ToAccess, type ToLogic } from '@godwit/shared/protocol/inside';
import type { LogicAnswers, LogicRequest, RoomPlace } from '@godwit/shared/protocol/logic-request';
import type { Delivery } from '@godwit/shared/protocol/messages/delivery';
import { verify } from '@godwit/shared/protocol/verify';
import { accessDownstream, LOGIC_QUEUE, SUBJECTS } from '@godwit/shared/subjects';

type Kind = ToLogic['kind'];
type Of<K extends Kind> = Extract<ToLogic, { kind: K }>;

export class FakeLogic {
  readonly bus: Bus;
  readonly epoch = Date.now();
  readonly heard: ToLogic[] = [];
  /** What admitSession answers. */
  answer: { ok: true; value: { userVersion: number } } | { ok: false; refusal: { error: string } } = {
    ok: true,
    value: { userVersion: 5 },
  };
  /** Of a user, for admitSession and roomsOf. */
  places: (userId: Id) => readonly RoomPlace[] = () => [];
  /** What roomMembers answers. */
  membersOf: (asked: readonly Id[]) => LogicAnswers['roomMembers'] = () => ({ version: 0, members: [] });
  #held: Promise<void> | undefined;
  /** Runs before admitSession is answered. */
  beforeAnswer: () => void = () => undefined;
  readonly #counters = new Map<string, number>();
  #wake: () => void = () => undefined;

  private constructor(bus: Bus) {
    this.bus = bus;
    const hear = (bytes: Uint8Array): void => {
      if (!verify('ToLogic', bytes)) throw new Error('access sent something malformed');
      this.heard.push(decodeToLogic(bytes)!);
      this.#wake();
    };
    bus.subscribe(SUBJECTS.upstream, { queue: LOGIC_QUEUE }, hear);
    bus.subscribe(SUBJECTS.location, {}, hear);
    bus.subscribe(SUBJECTS.request, { queue: LOGIC_QUEUE }, async (bytes, _subject, reply) => {
      const answer = await this.#answerTo(JSON.parse(new TextDecoder().decode(bytes)) as LogicRequest);
      reply?.(new TextEncoder().encode(JSON.stringify(answer)));
    });
  }

  async #answerTo(request: LogicRequest): Promise<unknown> {
    switch (request.method) {
      case 'admitSession': {
        this.beforeAnswer();
        const { answer } = this;
        return answer.ok ? { ok: true, value: { ...answer.value, rooms: this.places(request.userId) } } : answer;
      }
      case 'roomsOf':
        return { ok: true, value: { rooms: request.userIds.flatMap((userId) => this.places(userId).map((p) => ({ ...p, userId }))) } };
      case 'roomMembers': {
        const value = this.membersOf(request.userIds);
        await this.#held;
        return { ok: true, value };
      }
      default:
        return { ok: false, refusal: { error: 'UNAVAILABLE' } };
    }
  }

  static async start(natsUrl: string): Promise<FakeLogic> {
    const logic = new FakeLogic(
      await connectBus({ servers: natsUrl, name: 'logic-1', log: createLogger({ name: 'logic-1', level: 'silent' }) }),
    );
    await logic.bus.flush(2_000);
    return logic;
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.heard.filter((m): m is Of<K> => m.kind === kind);
  }

  /** The first message of this kind that fits, which may have come already. */
  async until<K extends Kind>(kind: K, fits: (message: Of<K>) => boolean = () => true): Promise<Of<K>> {
    for (;;) {
      const found = this.of(kind).find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Keeps back what roomMembers answers, as of when it was asked, until the result is called. */
  holdMembers(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = () => {
        this.#held = undefined;
        resolve();
      };
    });
    return release;
  }

  say(node: string, message: ToAccess): void {
    this.bus.publish(accessDownstream(node), encodeToAccess(message));
  }

  /** An envelope with the next number; `lose`: numbers that are spent on nothing before it. */
  push(node: string, deliveries: Delivery[], { lose = 0, expiresAt = Date.now() + 5_000 } = {}): void {
    const counter = (this.#counters.get(node) ?? 0) + lose + 1;
    this.#counters.set(node, counter);
    this.say(node, { kind: 'downstream', publisher: 'logic-1', publisherEpoch: this.epoch, counter, expiresAt, deliveries });
  }

  /** An envelope that never leaves. */
  losePush(node: string): void {
    this.#counters.set(node, (this.#counters.get(node) ?? 0) + 1);
  }

  heartbeat(node: string): void {
    this.say(node, {
      kind: 'publisherHeartbeat',
      publisher: 'logic-1',
      publisherEpoch: this.epoch,
      counter: this.#counters.get(node) ?? 0,
    });
  }
}
