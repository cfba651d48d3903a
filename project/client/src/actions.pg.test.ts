// The built system, two of each node, and the SDK of two people with three devices, and of a fourth that comes later.
import { expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { ApiError } from './api/api-error.js';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';
import type { EntryItem } from './view/timeline.js';

const SOON = { timeout: 15_000, interval: 20 };

const { register, online } = builtWorld({ access: 2, logic: 2, web: 1 });

const messages = (client: GodwitClient, id: Id): EntryItem[] =>
  client.entries(id).filter((item): item is EntryItem => item.at === 'entry' && item.kind === 'message');

/** Without what depends on who looks. */
const shown = (client: GodwitClient, id: Id): unknown => ({
  pins: client.conversation(id)?.pinnedSeqs,
  last: client.conversation(id)?.lastEntry?.body.text,
  messages: messages(client, id).map(({ seq, body, recalled, editedAt, reactions }) => ({
    seq,
    text: body.text,
    quote: body.replyTo?.preview,
    recalled,
    edited: editedAt > 0,
    reactions: reactions.map(({ emoji, count, userIds }) => ({ emoji, count, userIds })),
  })),
});

it('[R6] [R21] [F-32] [F-33] [F-35] [F-36] [F-40] recalls, edits, reactions, quotes and pins look the same on every device, also on one that comes later', async () => {
  await register('anna', 'bert');
  const [phone, laptop, bert] = [
    await online({ username: 'anna', deviceId: 'phone' }),
    await online({ username: 'anna', deviceId: 'laptop' }),
    await online({ username: 'bert', deviceId: 'desk' }),
  ] as const;
  await phone.api.requestFriend(bert.userId);
  const [request] = await bert.api.friendRequests('received');
  const { conversationId: id } = await bert.api.acceptRequest(request!.id);
  for (const client of [phone, laptop, bert]) {
    await vi.waitFor(() => expect(client.conversation(id)).toBeDefined(), SOON);
    await client.open(id);
  }

  const secret = await phone.send(id, { text: 'a secret' });
  const wrong = await laptop.send(id, { text: 'teh time' });
  await vi.waitFor(() => expect(messages(bert, id)).toHaveLength(2), SOON);
  await bert.send(id, { text: 'really?', replyTo: { seq: secret.seq, senderId: phone.userId, preview: 'a secret' } });
  await Promise.all([bert.react(id, wrong.seq, '👍'), phone.react(id, wrong.seq, '👍'), laptop.edit(id, wrong.seq, { text: 'the time' })]);
  await bert.pin(id, secret.seq);
  await bert.pin(id, wrong.seq);
  await vi.waitFor(() => expect(phone.conversation(id)?.pinnedSeqs).toEqual([secret.seq, wrong.seq]), SOON);
  await laptop.recall(id, secret.seq);
  await expect(bert.recall(id, wrong.seq)).rejects.toMatchObject({ error: 'FORBIDDEN' } satisfies Partial<ApiError>);
  await bert.unreact(id, wrong.seq, '👍');

  const expected = {
    pins: [wrong.seq],
    last: 'really?',
    messages: [
      { seq: secret.seq, text: '', quote: undefined, recalled: true, edited: false, reactions: [] },
      {
        seq: wrong.seq,
        text: 'the time',
        quote: undefined,
        recalled: false,
        edited: true,
        reactions: [{ emoji: '👍', count: 1, userIds: [phone.userId] }],
      },
      { seq: wrong.seq + 1, text: 'really?', quote: '', recalled: false, edited: false, reactions: [] },
    ],
  };
  for (const client of [phone, laptop, bert]) await vi.waitFor(() => expect(shown(client, id)).toEqual(expected), SOON);
  const late = await online({ username: 'bert', deviceId: 'late' });
  await late.open(id);
  expect(shown(late, id)).toEqual(expected);
  expect(messages(phone, id)[1]?.reactions[0]?.mine).toBe(true);
  expect(messages(late, id)[1]?.reactions[0]?.mine).toBe(false);
});
