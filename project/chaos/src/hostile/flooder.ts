// A user who sends without waiting for answers, and keeps what they said: for promises about acks under overload.
import { idFromParts, type Id } from '@godwit/shared/ids/id';
import type { World } from '../../../../scripts/testing/world.ts';
import { withDatabase } from '../reliability/rows.ts';
import { FrameClient } from './frame-client.ts';
import type { SeededDevice } from './seed-people.ts';
import type { Attacker } from './wire.ts';

export interface Seat {
  readonly conversationId: Id;
  readonly device: SeededDevice;
}

/** An entry that the server says is stored. */
interface Acked {
  readonly id: Id;
  readonly sender: Id;
}

let runs = 0;

export class Flooder {
  readonly acked: Acked[] = [];
  refused = 0;
  readonly #client: FrameClient;
  readonly #seat: Seat;
  /** Upper half of the ids, so that those of another flooder are others. */
  readonly #run = ++runs;
  #sent = 0;

  private constructor(client: FrameClient, seat: Seat) {
    this.#client = client;
    this.#seat = seat;
    void this.#listen().catch(() => undefined);
  }

  static async enter(attacker: Attacker, seat: Seat): Promise<Flooder> {
    const client = new FrameClient(await attacker.open());
    await client.hello(seat.device.token, seat.device.deviceId);
    return new Flooder(client, seat);
  }

  /** One frame. Resolves when the kernel has it, or when the connection is over: that is no answer. */
  async send(entries: number, body: Uint8Array): Promise<void> {
    const batch = Array.from({ length: entries }, () => {
      this.#sent += 1;
      return { clientMsgId: idFromParts(this.#sent, this.#run), kind: 'message', targetSeq: 0, body } as const;
    });
    await this.#client.send({ kind: 'userMessage', conversationId: this.#seat.conversationId, entries: batch }).catch(() => undefined);
  }

  leave(): void {
    this.#client.wire.close();
  }

  async #listen(): Promise<void> {
    for (let down = await this.#client.next(); down !== undefined; down = await this.#client.next()) {
      if (down.kind === 'error') this.refused += 1;
      if (down.kind !== 'messageAck') continue;
      for (const { code, clientMsgId } of down.results) {
        if (code === 0) this.acked.push({ id: clientMsgId, sender: this.#seat.device.userId });
        else this.refused += 1;
      }
    }
  }
}

/** How many of them have no row. */
export function ackedWithoutRow(world: World, acked: readonly Acked[]): Promise<number> {
  return withDatabase(world.databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*) FROM unnest($1::bigint[], $2::bigint[]) AS a (id, sender)
       WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.client_msg_id = a.id AND m.sender_id = a.sender)`,
      [acked.map(({ id }) => id), acked.map(({ sender }) => sender)],
    );
    return Number(rows[0]?.count);
  });
}
