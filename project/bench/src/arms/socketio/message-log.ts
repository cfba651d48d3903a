// The archive of the Socket.IO arm: one statement for all messages that gathered while the last one ran (group commit).
import pg from 'pg';

export interface Message {
  readonly conversationId: number;
  readonly senderId: number;
  /** Unique for its sender: a repeated one is not stored again. */
  readonly clientId: number;
  readonly body: string;
  /** As assigned; as stored the first time when the message was repeated. */
  seq: number;
}

export interface Conversation {
  readonly id: number;
  readonly members: readonly number[];
  lastSeq: number;
}

/** As the client gets it after a reconnect. */
export type StoredMessage = readonly [seq: number, clientId: number, body: string];

const STATEMENT_TIMEOUT_MS = 5_000;

const STORE = `INSERT INTO message (conversation_id, seq, sender_id, client_id, body)
  SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::text[]) ON CONFLICT (sender_id, client_id) DO NOTHING`;
const FIRST_SEQ = `SELECT seq FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY AS asked (sender_id, client_id, n)
  JOIN message USING (sender_id, client_id) ORDER BY n`;
const OPEN = `SELECT id, members, coalesce((SELECT max(seq) FROM message WHERE conversation_id = id), 0) AS last_seq
  FROM conversation WHERE id = $1`;
const SINCE = 'SELECT seq, client_id, body FROM message WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT 1000';

/** A literal of an array of numbers; cheaper than the driver's, which escapes each element. */
const numbers = (values: readonly number[]): string => `{${values.join()}}`;

export class MessageLog {
  readonly #writer: pg.Client;
  readonly #reader: pg.Client;

  private constructor(writer: pg.Client, reader: pg.Client) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Writing has a connection of its own, so that no reader stands in its way. */
  static async open(databaseUrl: string): Promise<MessageLog> {
    const clients = Array.from(
      { length: 2 },
      () => new pg.Client({ connectionString: databaseUrl, statement_timeout: STATEMENT_TIMEOUT_MS }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    return new MessageLog(clients[0]!, clients[1]!);
  }

  /** Resolves after COMMIT. */
  async store(messages: readonly Message[]): Promise<void> {
    const senders = numbers(messages.map(({ senderId }) => senderId));
    const clientIds = numbers(messages.map(({ clientId }) => clientId));
    const values = [
      numbers(messages.map(({ conversationId }) => conversationId)),
      numbers(messages.map(({ seq }) => seq)),
      senders,
      clientIds,
      messages.map(({ body }) => body),
    ];
    const { rowCount } = await this.#writer.query({ name: 'store', text: STORE, values });
    if (rowCount === messages.length) return;
    const { rows } = await this.#writer.query<{ seq: number }>({ name: 'first-seq', text: FIRST_SEQ, values: [senders, clientIds] });
    for (const [n, message] of messages.entries()) message.seq = rows[n]!.seq;
  }

  async conversation(id: number): Promise<Conversation | undefined> {
    const { rows } = await this.#reader.query<{ members: number[]; last_seq: number }>({
      name: 'open',
      text: OPEN,
      values: [id],
    });
    return rows[0] && { id, members: rows[0].members, lastSeq: rows[0].last_seq };
  }

  async since(conversationId: number, seq: number): Promise<StoredMessage[]> {
    const query = { name: 'since', text: SINCE, values: [conversationId, seq], rowMode: 'array' };
    const { rows } = await this.#reader.query<[number, string, string]>(query);
    return rows.map(([stored, clientId, body]) => [stored, Number(clientId), body]);
  }
}
