import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser, testId, upTo } from '../testing/people.js';
import { messageEntry, refusal, stateOf, tell } from '../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

describe('mentions', () => {
  async function group(): Promise<{ owner: FakeSession; member: FakeSession; other: FakeSession; id: Id }> {
    const sessions = await Promise.all(upTo(3).map(async () => world.access.online(await createUser(world.db))));
    const [owner, member, other] = sessions as [FakeSession, FakeSession, FakeSession];
    const id = await createGroup(
      world.db,
      sessions.map((s) => s.userId),
    );
    await world.db.query(`UPDATE conversation_member SET role = 2 WHERE conversation_id = $1 AND user_id = $2`, [id, owner.userId]);
    return { owner, member, other, id };
  }
  const mentioned = async (session: FakeSession, id: Id): Promise<number> => (await stateOf(session, id)).member.mentionedSeq;

  it('[F-38] of members are found in their state until they have read them; of others, and beyond 50, not', async () => {
    const { owner, member, other, id } = await group();
    const stranger = await createUser(world.db);
    await tell(owner, id, textEntry('hello'));
    await tell(owner, id, messageEntry({ text: '@', mentions: [member.userId, member.userId, stranger] }));
    expect([await mentioned(member, id), await mentioned(other, id)]).toEqual([2, 0]);
    const { rows } = await world.db.query(`SELECT user_id, seq::int FROM message_mention WHERE conversation_id = $1`, [id]);
    expect(rows).toEqual([{ user_id: member.userId, seq: 2 }]);
    await tell(member, id, textEntry('read it'));
    expect(await mentioned(member, id)).toBe(0);
    const many = messageEntry({ text: '@', mentions: upTo(51).map(() => testId()) });
    expect(await refusal(owner, id, many)).toBe('INVALID_ARGUMENT');
  });

  it('[F-38] everybody is called by owner and admins of a group alone', async () => {
    const { owner, member, other, id } = await group();
    const all = (): OutgoingEntry => messageEntry({ text: '@all', mentionAll: true });
    expect(await refusal(member, id, all())).toBe('FORBIDDEN');
    await tell(member, id, textEntry('hello'));
    expect(await refusal(member, id, { ...all(), kind: 'edit', targetSeq: 1 })).toBe('FORBIDDEN');
    expect(await tell(owner, id, all())).toMatchObject({ code: 0, seq: 2 });
    expect([await mentioned(member, id), await mentioned(other, id)]).toEqual([2, 2]);
    const conversationId = await befriend(world.db, owner.userId, member.userId);
    expect(await refusal(owner, conversationId, all())).toBe('FORBIDDEN');
  });

  it('[F-38] follow the message: an edit rewrites them, a recall takes them back', async () => {
    const { owner, member, other, id } = await group();
    await tell(owner, id, messageEntry({ text: '@', mentions: [member.userId] }));
    const edited = { ...actionEntry('edit', 1), body: encodeMessageBody({ text: '@ other', mentions: [other.userId] }) };
    expect(await tell(owner, id, edited)).toMatchObject({ code: 0 });
    expect([await mentioned(member, id), await mentioned(other, id)]).toEqual([0, 1]);
    const back = { ...actionEntry('edit', 1), body: encodeMessageBody({ text: '@ both', mentions: [other.userId, member.userId] }) };
    await tell(owner, id, back);
    expect([await mentioned(member, id), await mentioned(other, id)]).toEqual([1, 1]);
    await tell(owner, id, actionEntry('recall', 1));
    expect([await mentioned(member, id), await mentioned(other, id)]).toEqual([0, 0]);
  });

  it('[R4] [F-38] a batch that holds a repeated entry writes them too, and once', async () => {
    const { owner, member, id } = await group();
    const first = messageEntry({ text: '@', mentions: [member.userId] });
    await tell(owner, id, first);
    owner.send(userMessage(id, first, messageEntry({ text: '@2', mentions: [member.userId] })));
    await owner.when('the second seq', () =>
      owner
        .all('messageAck')
        .flatMap((a) => a.results)
        .find((r) => r.seq === 2),
    );
    expect(await mentioned(member, id)).toBe(2);
    const { rows } = await world.db.query(`SELECT seq::int FROM message_mention WHERE conversation_id = $1 ORDER BY seq`, [id]);
    expect(rows).toEqual([{ seq: 1 }, { seq: 2 }]);
  });
});
