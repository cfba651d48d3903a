// Long logs written straight into the tables. Every so many entries one is nearly as large as a message may be, and deflating does not help.
import { randomBytes } from 'node:crypto';
import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { withDatabase } from './rows.ts';

const ROWS_AT_ONCE = 1_000;
const LARGE_BYTES = 30_000;
const FIRST_ID = 7_000_000_000_000_000_000n;
const IDS_OF_ONE = 1_000_000n;

export interface LogPlan {
  readonly conversation: Id;
  readonly sender: Id;
  /** Seqs. What is before exists. */
  readonly from: number;
  readonly to: number;
  /** Infinity = none. */
  readonly largeEvery: number;
}

const ENTRIES = `
  INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body)
  SELECT $1::bigint + seq, $2, seq, $3, $1::bigint + seq, 0, seq, decode(body, 'hex')
  FROM unnest($4::bigint[], $5::text[]) AS t (seq, body)`;
const HEAD = 'UPDATE conversation SET last_seq = $2, countable_total = $2, last_entry_at = now() WHERE id = $1';

/** Nobody is told. */
export function seedLogs(databaseUrl: string, plans: readonly LogPlan[]): Promise<void> {
  const custom = randomBytes(LARGE_BYTES);
  const body = (seq: number, largeEvery: number): string => {
    const large = seq % largeEvery === 0 ? { kind: 'custom' as const, customType: 'noise', custom } : {};
    return Buffer.from(encodeMessageBody({ text: `entry ${seq}`, ...large })).toString('hex');
  };
  return withDatabase(databaseUrl, async (client) => {
    for (const { conversation, sender, from, to, largeEvery } of plans) {
      // ids of messages are unique over all conversations, whose ids are small here
      const firstId = String(FIRST_ID + BigInt(conversation) * IDS_OF_ONE);
      for (let first = from; first <= to; first += ROWS_AT_ONCE) {
        const seqs = Array.from({ length: Math.min(ROWS_AT_ONCE, to - first + 1) }, (_, i) => first + i);
        const bodies = seqs.map((seq) => body(seq, largeEvery));
        await client.query(ENTRIES, [firstId, conversation, sender, seqs, bodies]);
      }
      await client.query(HEAD, [conversation, to]);
    }
    await client.query('ANALYZE');
  });
}
