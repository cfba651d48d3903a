// The built web and logic tiers together; messages as rows, because nobody sends any over REST.
import pg from 'pg';
import { expect, it } from 'vitest';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SharedFiles } from '@godwit/shared/rest/conversations';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { builtTiers } from '../../testing/built-tiers.js';

const tiers = builtTiers();

/** Their seqs; the first entry is that the two became friends. */
async function say(conversationId: string, ...texts: string[]): Promise<number[]> {
  const client = new pg.Client({ connectionString: tiers.databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ seq: number }>(
      `WITH moved AS (UPDATE conversation SET last_seq = last_seq + cardinality($2::bytea[]) WHERE id = $1 RETURNING last_seq - cardinality($2::bytea[]) AS last)
       INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, body)
       SELECT $1::bigint + n, $1, last + n, 1, n, body FROM moved, unnest($2::bytea[]) WITH ORDINALITY AS t(body, n) RETURNING seq::int`,
      [conversationId, texts.map((text) => Buffer.from(encodeMessageBody({ text })))],
    );
    return rows.map(({ seq }) => seq).sort((a, b) => a - b);
  } finally {
    await client.end();
  }
}

it('[F-46] [C33] messages with links are told to members page by page, and to nobody else', async () => {
  const { signUp, befriend, as } = tiers;
  const [anna, bert, eve] = [await signUp('anna'), await signUp('bert'), await signUp('eve')];
  const id = await befriend(anna, bert);
  const link = 'https://mudflats.example';
  const [oldest, , , older, newest] = await say(id, link, 'none', `\`${link}\``, `see ${link}`, link);
  const route = `GET /conversations/${id}/files?kind=link`;
  for (const who of [anna, bert])
    expect(await as<SharedFiles>(who, route)).toMatchObject({ code: 0, data: { seqs: [newest, older, oldest], next: 0 } });
  expect((await as<SharedFiles>(anna, `${route}&limit=2`)).data).toEqual({ seqs: [newest, older], next: older });
  expect((await as<SharedFiles>(anna, `${route}&before=${String(older)}`)).data).toEqual({ seqs: [oldest], next: 0 });
  expect(await as(eve, route)).toMatchObject({ status: 404, code: ERRORS.CONVERSATION_NOT_FOUND.code });
  for (const wrong of ['kind=links', 'kind=link&limit=101', 'kind=link&before=0'])
    expect(await as(anna, `GET /conversations/${id}/files?${wrong}`)).toMatchObject({ code: ERRORS.INVALID_ARGUMENT.code });
});
