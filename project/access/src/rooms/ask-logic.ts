// What access asks logic about rooms. Bounds: ≤ 2 s a question, as many users in one as its answer has room for.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { type LogicAnswers, type LogicRequest, MAX_ASKED_USERS } from '@godwit/shared/protocol/logic-request';
import { z } from 'zod';
import { roomPlace } from './room-place.js';

const ASK_MS = 2_000;
/** A user may be in many rooms. */
const MAX_USERS_OF_PLACES = 200;

export type RoomMembers = LogicAnswers['roomMembers'];
export type UserPlace = LogicAnswers['roomsOf']['rooms'][number];

const placesAnswer = z.object({
  ok: z.literal(true),
  value: z.object({ rooms: z.array(roomPlace.extend({ userId: z.string() })) }),
});
const membersAnswer = z.object({
  ok: z.literal(true),
  value: z.object({ version: z.number(), members: z.array(z.object({ userId: z.string(), minSeq: z.number() })) }),
});

/** Rejects when logic refuses or is late. */
export class AskLogic {
  readonly #bus: Pick<Bus, 'request'>;
  readonly #subject: () => string;

  constructor({ bus, subject }: { bus: Pick<Bus, 'request'>; subject: () => string }) {
    this.#bus = bus;
    this.#subject = subject;
  }

  async *places(userIds: readonly Id[]): AsyncIterableIterator<UserPlace> {
    for (const part of parts(userIds, MAX_USERS_OF_PLACES)) {
      yield* placesAnswer.parse(await this.#ask({ id: 'rooms', method: 'roomsOf', userIds: part })).value.rooms;
    }
  }

  /** Of several answers the oldest version: what came later is told to this node. */
  readonly members = async (conversationId: Id, userIds: readonly Id[]): Promise<RoomMembers> => {
    const answers: RoomMembers[] = [];
    for (const part of parts(userIds, MAX_ASKED_USERS)) {
      answers.push(
        membersAnswer.parse(await this.#ask({ id: conversationId, method: 'roomMembers', conversationId, userIds: part })).value,
      );
    }
    return { version: Math.min(...answers.map(({ version }) => version)), members: answers.flatMap(({ members }) => members) };
  };

  async #ask(request: LogicRequest): Promise<unknown> {
    const bytes = await this.#bus.request(this.#subject(), new TextEncoder().encode(JSON.stringify(request)), ASK_MS);
    return JSON.parse(new TextDecoder().decode(bytes));
  }
}

function* parts<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < Math.max(items.length, 1); i += size) yield items.slice(i, i + size);
}
