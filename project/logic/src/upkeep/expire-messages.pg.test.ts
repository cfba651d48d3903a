// Two upkeeps on a system in use: what was said long ago goes for everybody, and nothing else changes.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { createLogger } from '@godwit/shared/log';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { askLogic, refusalOf, valueOf } from '../testing/ask-logic.js';
import type { FakeSession } from '../testing/fake-access.js';
import { attachmentOf, createFile } from '../testing/files.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry } from '../testing/messages.js';
import { befriend, createUser, testId, upTo } from '../testing/people.js';
import { logOf, messageEntry, refusal, stateOf, tell } from '../testing/talk.js';
import { ExpireMessages } from './expire-messages.js';

const DAYS = 30;

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const log = createLogger({ name: 'test', level: 'silent' });
const newJob = (pool = world.db) => new ExpireMessages({ pool, days: DAYS, log });
/** Until it has nothing more to do; how many entries went. */
async function sweep({ turn }: ExpireMessages): Promise<number> {
  for (let rows = 0; ;) {
    const done = await turn();
    rows += done.rows;
    if (!done.more) return rows;
  }
}

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; id: Id }> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const id = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), id };
}

/** Entries up to `seq` are from before the retention, and the conversation with them. */
const age = async (id: Id, seq: number): Promise<void> => {
  await world.db.query(
    `UPDATE message SET created_at = created_at - interval '${String(DAYS + 2)} days' WHERE conversation_id = $1 AND seq <= $2`,
    [id, seq],
  );
};
const textOf = ({ body }: { body: Uint8Array }): string => (body.length === 0 ? '' : decodeMessageBody(body).text);
const texts = async (session: FakeSession, id: Id): Promise<string[]> => (await logOf(session, id)).map(textOf);
const count = async (sql: string, id: Id): Promise<number> => Number((await world.db.query<{ n: string }>(sql, [id])).rows[0]!.n);

describe('messages older than the retention', () => {
  it('[F-48] are gone for everybody: text, edits, versions, quotes, files, stars, reactions and pins', async () => {
    const { alice, bob, id } = await chat();
    const file = await createFile(world.db, alice.userId);
    await tell(alice, id, messageEntry({ text: 'the secret', mentions: [bob.userId] }));
    await tell(alice, id, messageEntry({ kind: 'image', text: 'a picture', attachments: [attachmentOf(file)] }));
    const edit = (text: string) => tell(alice, id, { ...messageEntry({ text, mentions: [bob.userId] }), kind: 'edit', targetSeq: 1 });
    await edit('the secret, edited');
    await tell(bob, id, actionEntry('reaction', 1, '👍'));
    await tell(bob, id, actionEntry('pin', 2));
    for (const seq of [1, 2]) expect(await refusalOf(askLogic(world, 'star', { userId: bob.userId, conversationId: id, seq }))).toBe('ok');
    await tell(bob, id, messageEntry({ text: 'what?', replyTo: { seq: 1, senderId: alice.userId, preview: 'the secret' } }));
    await tell(alice, id, textEntry('of today'));
    const { reportId } = await valueOf(
      askLogic(world, 'report', { userId: bob.userId, report: { kind: 'message', conversationId: id, seq: 2, reason: 'spam', text: '' } }),
    );
    await edit('the secret, edited today');
    expect(await count(`SELECT count(*) AS n FROM message_mention WHERE conversation_id = $1 AND deleted = 0`, id)).toBe(1);
    await age(id, 5);
    await world.db.query(`UPDATE file SET check_at = now() + interval '7 days'`);
    expect(await sweep(newJob())).toBe(5);

    for (const session of [alice, bob]) {
      expect(await texts(session, id)).toEqual(['', '', '', '', '', 'what?', 'of today', '']);
      expect((await stateOf(session, id)).member.hidden).toEqual([{ fromSeq: 1, toSeq: 5 }]);
      expect((await stateOf(session, id)).pinnedSeqs).toEqual([]);
    }
    expect(decodeMessageBody((await logOf(bob, id))[5]!.body).replyTo?.preview).toBe('');
    for (const table of ['message_reaction', 'message_revision', 'message_pin', 'message_mention', 'favourite'])
      expect([table, await count(`SELECT count(*) AS n FROM ${table} WHERE conversation_id = $1`, id)]).toEqual([table, 0]);
    const all = await world.db.query<{ body: Buffer }>(`SELECT body FROM message WHERE conversation_id = $1`, [id]);
    expect(all.rows.some(({ body }) => body.includes('secret') || body.includes('picture'))).toBe(false);
    expect((await valueOf(askLogic(world, 'fileAccess', { userId: bob.userId, fileId: file.id }))).allowed).toBe(false);
    expect(await count(`SELECT count(*) AS n FROM file WHERE id = $1 AND check_at < now() + interval '61 minutes'`, file.id)).toBe(1);
    const { rows } = await world.db.query<{ evidence: { entries: { seq: number; body: string }[] } }>(
      `SELECT evidence FROM report WHERE id = $1`,
      [reportId],
    );
    expect(textOf({ body: Buffer.from(rows[0]!.evidence.entries.find(({ seq }) => seq === 2)!.body, 'base64') })).toBe('a picture');
    expect(await count(`SELECT count(*) AS n FROM report_file WHERE report_id = $1 AND deleted = 0`, reportId)).toBe(1);
  });

  it('[F-48] cannot be meant any more, and a copy of one that comes late gets the place that it had', async () => {
    const { alice, bob, id } = await chat();
    const first = textEntry('long ago');
    await tell(alice, id, first);
    await tell(alice, id, textEntry('of today'));
    await age(id, 1);
    await sweep(newJob());
    for (const entry of [actionEntry('reaction', 1, '👍'), actionEntry('pin', 1)])
      expect(await refusal(bob, id, entry)).toBe('ENTRY_NOT_FOUND');
    expect(await refusal(alice, id, { ...textEntry('x'), kind: 'edit', targetSeq: 1 })).toBe('ENTRY_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'star', { userId: bob.userId, conversationId: id, seq: 1 }))).toBe('ENTRY_NOT_FOUND');
    expect(await tell(alice, id, first)).toMatchObject({ code: 0, seq: 1 });
    const { seq } = await tell(bob, id, messageEntry({ text: 're', replyTo: { seq: 1, senderId: alice.userId, preview: 'long ago' } }));
    expect(seq).toBe(3);
    expect(decodeMessageBody((await logOf(alice, id))[2]!.body).replyTo?.preview).toBe('');
  });
});

describe('what stays as it was', () => {
  it('[F-48] [F-28] seqs have no holes, nobody has less read than what is gone, and a device that was here hears of it with its next sync', async () => {
    const { alice, bob, id } = await chat();
    for (const n of upTo(4)) await tell(alice, id, textEntry(String(n)));
    const before = await stateOf(bob, id);
    expect(before.countableTotal - before.member.readCountable).toBe(4);
    const changes = async (since: number) => {
      const page = await bob.ask({ kind: 'syncRequest', since, userVersion: 99, cursor: '', limit: 0, conversationIds: [] });
      if (page.kind !== 'syncPage') throw new Error(page.kind);
      return page;
    };
    await age(id, 3);
    await world.db.query(`UPDATE conversation SET last_entry_at = now() - interval '1 day' WHERE id = $1`, [id]);
    await world.db.query(`UPDATE conversation_member SET updated_at = now() - interval '1 day' WHERE conversation_id = $1`, [id]);
    await world.db.query(`UPDATE users SET shown_at = now() - interval '1 day'`);
    const { syncTime } = await changes(0);
    expect((await changes(syncTime)).conversations).toEqual([]);
    await sweep(newJob());
    const [state] = (await changes(syncTime)).conversations;
    expect(state).toMatchObject({ conversationId: id, lastSeq: 4, countableTotal: 4, lastEntry: { seq: 4 } });
    expect(state!.member).toMatchObject({
      readSeq: 3,
      readCountable: 3,
      minSeq: 1,
      hidden: [{ fromSeq: 1, toSeq: 3 }],
      version: before.member.version,
    });
    expect((await logOf(bob, id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect((await tell(bob, id, textEntry('5'))).seq).toBe(5);
  });

  it('[F-48] a conversation of which all is gone has no last entry, and goes on', async () => {
    const { alice, bob, id } = await chat();
    for (const n of upTo(2)) await tell(alice, id, textEntry(String(n)));
    await age(id, 2);
    await sweep(newJob());
    expect(await stateOf(bob, id)).toMatchObject({ lastSeq: 2, lastEntry: null, member: { readSeq: 2, readCountable: 2 } });
    await tell(alice, id, textEntry('again'));
    expect(await stateOf(bob, id)).toMatchObject({ lastSeq: 3, countableTotal: 3, lastEntry: { seq: 3 }, member: { readCountable: 2 } });
    expect(await sweep(newJob())).toBe(0);
  });

  it('[F-48] what a user deleted for himself, and what is younger by the day, is his as before', async () => {
    const { alice, bob, id } = await chat();
    for (const n of upTo(6)) await tell(alice, id, textEntry(String(n)));
    await valueOf(
      askLogic(world, 'changeSettings', { userId: bob.userId, conversationId: id, changes: { hide: [{ fromSeq: 5, toSeq: 5 }] } }),
    );
    await age(id, 2);
    await world.db.query(
      `UPDATE message SET created_at = date_trunc('day', now(), 'UTC') - interval '${String(DAYS)} days' WHERE conversation_id = $1 AND seq = 3`,
      [id],
    );
    expect(await sweep(newJob())).toBe(2);
    expect(await texts(bob, id)).toEqual(['', '', '3', '4', '', '6']);
    const state = await valueOf(askLogic(world, 'changeSettings', { userId: bob.userId, conversationId: id, changes: { archived: true } }));
    expect(state.hidden).toEqual([
      { fromSeq: 1, toSeq: 2 },
      { fromSeq: 5, toSeq: 5 },
    ]);
    expect((await stateOf(alice, id)).member.hidden).toEqual([{ fromSeq: 1, toSeq: 2 }]);
  });
});

describe('bounds', () => {
  it('[F-48] many entries go in batches; two nodes at once, one of which stops anywhere, remove each of them', async () => {
    const { alice, id } = await chat();
    await world.db.query(
      `WITH n AS (SELECT generate_series(1, 950) AS n), head AS (
         UPDATE conversation SET last_seq = 950, countable_total = 950 WHERE id = $1
       )
       INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body, created_at)
       SELECT $3::bigint + n, $1, n, $2, $3::bigint + n, 0, n, '\\x00', now() - interval '40 days' + n * interval '1 s' FROM n`,
      [id, alice.userId, `${testId()}000`],
    );
    const [stops, goesOn] = [newJob(), newJob()];
    for (let i = 0; i < 4; i++) {
      const { rows } = await stops.turn();
      expect(rows).toBeLessThanOrEqual(200);
    }
    const other = new pg.Pool({ connectionString: world.databaseUrl, max: 2 });
    try {
      const [rest, more] = await Promise.all([sweep(goesOn), sweep(newJob(other))]);
      expect(rest + more).toBeLessThan(950);
    } finally {
      await other.end();
    }
    expect(await count(`SELECT count(*) AS n FROM message WHERE conversation_id = $1 AND body <> ''`, id)).toBe(0);
    expect(await count(`SELECT expired_seq AS n FROM conversation WHERE id = $1`, id)).toBe(950);
    expect(await goesOn.turn()).toEqual({ rows: 0, more: false });
  });

  it('[F-48] one that cannot be emptied holds up no other, and is tried again', async () => {
    const [broken, fine] = [await chat(), await chat()];
    for (const { alice, id } of [broken, fine]) {
      await tell(alice, id, textEntry('long ago'));
      await age(id, 1);
    }
    await world.db.query(`ALTER TABLE conversation ADD CONSTRAINT broken CHECK (id <> ${broken.id} OR expired_seq = 0)`);
    expect(await sweep(newJob())).toBe(1);
    expect(await count(`SELECT expired_seq AS n FROM conversation WHERE id = $1`, broken.id)).toBe(0);
    await world.db.query(`ALTER TABLE conversation DROP CONSTRAINT broken`);
    expect(await sweep(newJob())).toBe(1);
  });

  it('[F-48] one that somebody else holds is come back to, without waiting', async () => {
    const [held, free] = [await chat(), await chat()];
    for (const { alice, id } of [held, free]) {
      await tell(alice, id, textEntry('long ago'));
      await age(id, 1);
    }
    const job = newJob();
    const holder = await world.db.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(`SELECT FROM conversation WHERE id = $1 FOR NO KEY UPDATE`, [held.id]);
      await vi.waitUntil(async () => (await job.turn()).rows === 1);
      for (let i = 0; i < 3; i++) expect(await job.turn()).toEqual({ rows: 0, more: true });
      await holder.query('ROLLBACK');
    } finally {
      holder.release();
    }
    expect(await sweep(job)).toBe(1);
  });

  it('[F-48] [F-32] quotes beyond a page of them are emptied all the same', async () => {
    const { alice, id } = await chat();
    await tell(alice, id, textEntry('the secret'));
    await age(id, 1);
    const { body } = messageEntry({ text: 're', replyTo: { seq: 1, senderId: alice.userId, preview: 'the secret' } });
    await world.db.query(
      `WITH n AS (SELECT generate_series(2, 1101) AS n), head AS (
         UPDATE conversation SET last_seq = 1101, countable_total = 1101 WHERE id = $1
       )
       INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, target_seq, body)
       SELECT $3::bigint + n, $1, n, $2, $3::bigint + n, 0, n, 1, $4 FROM n`,
      [id, alice.userId, `${testId()}000`, Buffer.from(body)],
    );
    expect(await sweep(newJob())).toBe(1);
    expect(await count(`SELECT count(*) AS n FROM message WHERE conversation_id = $1 AND position('secret'::bytea IN body) > 0`, id)).toBe(
      0,
    );
  });
});
