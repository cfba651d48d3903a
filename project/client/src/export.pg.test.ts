// The built tiers: what somebody gets who asks for everything that his account holds.
import { expect, it } from 'vitest';
import { exportRecord, type ExportRecord } from '@godwit/shared/rest/export';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const { register, signedIn } = builtWorld({ access: 1, logic: 1, web: 1 });

async function exported(client: GodwitClient): Promise<ExportRecord[]> {
  const records: ExportRecord[] = [];
  for await (const record of client.api.exportAccount()) records.push(exportRecord.parse(record));
  return records;
}

type Type = ExportRecord['type'];
const of = <T extends Type>(records: readonly ExportRecord[], type: T): Extract<ExportRecord, { type: T }>[] =>
  records.filter((record): record is Extract<ExportRecord, { type: T }> => record.type === type);

it('[F-71] an export has everything of the account, nothing of others but what they said to be starred, and an end', async () => {
  await register('anna', 'bert', 'carl');
  const anna = await signedIn({ username: 'anna', deviceId: 'phone' });
  const bert = await signedIn({ username: 'bert' });
  const carl = await signedIn({ username: 'carl' });
  for (const client of [anna, bert, carl]) await client.connect();
  await anna.api.updateProfile({ email: 'anna@example.org', signature: 'Hello' });
  const { requestId } = await anna.api.requestFriend(bert.userId);
  const { conversationId: direct } = await bert.api.acceptRequest(requestId);
  await anna.api.setRemark(bert.userId, 'Bertie');
  await carl.api.requestFriend(anna.userId, 'please');
  const { conversationId: group } = await bert.api.groups.create('Birds', [anna.userId]);
  const said: Record<string, number> = {};
  for (const text of ['first', 'recalled', 'swept away', 'last']) said[text] = (await anna.send(direct, { text })).seq;
  await anna.send(group, { text: 'to the group' });
  await anna.edit(direct, said['first']!, { text: 'first, edited' });
  await anna.recall(direct, said['recalled']!);
  await anna.hide(direct, said['swept away']!);
  const theirs = (await bert.send(direct, { text: 'from bert' })).seq;
  await bert.send(direct, { text: 'secret of bert' });
  await anna.star(direct, theirs);
  const notes = (await anna.openDirect(anna.userId)).id;
  await anna.send(notes, { text: 'milk' });
  await anna.api.changeSettings(direct, { draft: 'not sent' });
  await anna.api.groups.leave(group);
  await anna.api.block(carl.userId);
  await anna.api.block(bert.userId).then(() => anna.api.unblock(bert.userId));

  const { reportId } = await anna.api.reports.report({
    kind: 'message',
    conversationId: direct,
    seq: theirs,
    reason: 'spam',
    text: 'rude',
  });
  await bert.api.reports.report({ kind: 'user', userId: anna.userId, reason: 'other', text: 'told by bert' });

  const records = await exported(anna);
  expect(records[0]).toMatchObject({ type: 'export', format: 1, userId: anna.userId });
  expect(records.at(-1)).toEqual({ type: 'end', records: records.length - 1 });
  expect(of(records, 'profile')).toMatchObject([{ profile: { username: 'anna', email: 'anna@example.org', signature: 'Hello' } }]);
  expect(of(records, 'session')).toMatchObject([{ session: { deviceId: 'phone', current: true } }]);
  expect(of(records, 'friend')).toMatchObject([{ userId: bert.userId, username: 'bert', remark: 'Bertie' }]);
  expect(of(records, 'friendRequest')).toMatchObject([{ userId: bert.userId, direction: 'sent', status: 'accepted' }]);
  expect(of(records, 'block')).toMatchObject([{ userId: carl.userId, username: 'carl' }]);
  expect(of(records, 'report')).toMatchObject([
    {
      reportId,
      kind: 'message',
      conversationId: direct,
      seq: theirs,
      reportedId: bert.userId,
      reason: 'spam',
      text: 'rude',
      state: 'open',
    },
  ]);
  const conversations = new Map(of(records, 'conversation').map((record) => [record.conversationId, record]));
  expect(conversations.get(direct)).toMatchObject({ kind: 'direct', title: 'bert', peerId: bert.userId, member: { draft: 'not sent' } });
  expect(conversations.get(group)).toMatchObject({ kind: 'group', title: 'Birds', member: { removed: true } });
  expect(conversations.get(notes)).toMatchObject({ kind: 'self' });
  expect(
    of(records, 'message')
      .map(({ conversationId, body }) => [conversationId, body.text])
      .sort(),
  ).toEqual(
    [
      [direct, 'first, edited'],
      [direct, 'last'],
      [group, 'to the group'],
      [notes, 'milk'],
    ].sort(),
  );
  expect(of(records, 'message').filter(({ editedAt }) => editedAt > 0)).toHaveLength(1);
  expect(of(records, 'favourite')).toMatchObject([
    { conversationId: direct, seq: theirs, senderId: bert.userId, body: { text: 'from bert' } },
  ]);
  const text = JSON.stringify(records);
  for (const other of ['secret of bert', 'told by bert', 'recalled', 'swept away', '$2b$', 'please'])
    expect([other, text.includes(other)]).toEqual([other, false]);
});

it('[F-71] an export of more messages than a page holds has each of them once', async () => {
  await register('dora');
  const dora = await signedIn({ username: 'dora' });
  await dora.connect();
  const notes = (await dora.openDirect(dora.userId)).id;
  const texts = Array.from({ length: 1_200 }, (_, i) => `note ${String(i)} ${'x'.repeat(i % 700)}`);
  await Promise.all(texts.map((text) => dora.send(notes, { text })));
  expect(
    of(await exported(dora), 'message')
      .map(({ body }) => body.text)
      .sort(),
  ).toEqual([...texts].sort());
});
