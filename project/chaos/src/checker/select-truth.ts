import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { Client } from 'pg';
import type { StoredEntry, StoredMember, Truth } from './truth.ts';

/** The final SELECT. Conversation by conversation, so that a million rows do not have to fit into one answer. */
export async function selectTruth(databaseUrl: string): Promise<Truth> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the query under way rejects
  await client.connect();
  try {
    const { rows: heads } = await client.query<{ id: Id; last_seq: string }>('SELECT id, last_seq FROM conversation ORDER BY id');
    const truth = new Map<Id, Truth extends ReadonlyMap<Id, infer Log> ? Log : never>();
    for (const { id, last_seq } of heads) {
      truth.set(id, { lastSeq: Number(last_seq), entries: await entriesOf(client, id), members: await membersOf(client, id) });
    }
    return truth;
  } finally {
    await client.end();
  }
}

const ENTRIES = {
  name: 'entries',
  text: 'SELECT seq, sender_id, kind, body, deleted FROM message WHERE conversation_id = $1 ORDER BY seq',
};
const NOTHING = { text: '', system: null };
const MEMBERS = {
  name: 'members',
  text: `SELECT m.user_id, m.min_seq, CASE WHEN m.max_seq = 0 THEN c.end_seq ELSE m.max_seq END AS max_seq, m.read_seq
    FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id WHERE c.id = $1 AND m.deleted = 0`,
};

async function entriesOf(client: Client, conversationId: Id): Promise<StoredEntry[]> {
  const { rows } = await client.query<{ seq: string; sender_id: Id; kind: number; body: Buffer; deleted: number }>({
    ...ENTRIES,
    values: [conversationId],
  });
  return rows.map(({ seq, sender_id, kind, body, deleted }) => {
    const { text, system } = body.length === 0 ? NOTHING : decodeMessageBody(body);
    const entry = { seq: Number(seq), sender: sender_id, text, byUser: kind === 0, recalled: deleted === 1 };
    return system === null ? entry : { ...entry, event: system };
  });
}

async function membersOf(client: Client, conversationId: Id): Promise<Map<Id, StoredMember>> {
  const { rows } = await client.query<{ user_id: Id; min_seq: string; max_seq: string; read_seq: string }>({
    ...MEMBERS,
    values: [conversationId],
  });
  return new Map(
    rows.map((row) => [row.user_id, { minSeq: Number(row.min_seq), maxSeq: Number(row.max_seq), readSeq: Number(row.read_seq) }]),
  );
}
