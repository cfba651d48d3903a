// The built system, two of each node, and the SDK of two people with three devices, and of a fourth that comes later.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { ApiError } from './api/api-error.js';
import { GodwitClient } from './client.js';
import type { EntryItem } from './view/timeline.js';

interface World {
  readonly webUrl: string;
  close(): Promise<void>;
}

const PASSWORD = 'a-long-test-passphrase';
const SOON = { timeout: 15_000, interval: 20 };

let world: World;
const clients: GodwitClient[] = [];
beforeAll(async () => {
  const path = new URL('../../../scripts/testing/world.ts', import.meta.url).href;
  const scripts = (await import(/* @vite-ignore */ path)) as { startWorld(options: object): Promise<World> };
  world = await scripts.startWorld({ access: 2, logic: 2, web: 1 });
}, 300_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await world.close();
});

async function device(username: string, deviceId: string): Promise<GodwitClient> {
  const client = new GodwitClient({ api: world.webUrl, deviceId, platform: 'bot', transport: 'websocket' });
  clients.push(client);
  await client.login({ username, password: PASSWORD });
  await client.connect();
  return client;
}

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
  for (const username of ['anna', 'bert']) {
    const signUp = new GodwitClient({ api: world.webUrl, deviceId: `sign-up-${username}`, platform: 'bot' });
    await signUp.api.register({ username, password: PASSWORD });
    await signUp.close();
  }
  const [phone, laptop, bert] = [await device('anna', 'phone'), await device('anna', 'laptop'), await device('bert', 'desk')] as const;
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
  const late = await device('bert', 'late');
  await late.open(id);
  expect(shown(late, id)).toEqual(expected);
  expect(messages(phone, id)[1]?.reactions[0]?.mine).toBe(true);
  expect(messages(late, id)[1]?.reactions[0]?.mine).toBe(false);
});
