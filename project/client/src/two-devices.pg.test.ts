// The built tiers and two devices of one user: what one changes, the other shows.
import { expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from './client.js';
import { MemoryStore } from './store/memory.js';
import { builtWorld } from './testing/built-world.js';
import type { Conversation } from './view/conversation.js';

const { register, signedIn, online } = builtWorld({ access: 1, logic: 2, web: 1 });

/** Resolves when what the client shows is as wanted. */
async function shows(client: GodwitClient, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const ends = (['conversations', 'timeline'] as const).map((event) =>
      client.on(event, () => {
        if (!isSo()) return;
        for (const end of ends) end();
        resolve();
      }),
    );
  });
}

const seqs = (client: GodwitClient, id: Id): number[] => client.entries(id).flatMap((i) => (i.at === 'entry' ? [i.seq] : []));
/** What is kept on a device. */
const cached = async (store: MemoryStore, id: Id): Promise<number[]> => (await store.entries(id, 1, 99, 99)).map(({ seq }) => seq);
const showsConversation = (client: GodwitClient, id: Id, isSo: (conversation: Conversation) => boolean): Promise<void> =>
  shows(client, () => {
    const conversation = client.conversation(id);
    return conversation !== undefined && isSo(conversation);
  });

it('[F-28] [F-34] [F-42] [F-50] settings, drafts and hidden entries are the same on all devices, at once and after a reconnect', async () => {
  await register('alice', 'bob');
  const bob = await online({ username: 'bob' });
  const [desktopStore, phoneStore] = [new MemoryStore(), new MemoryStore()];
  const [desktop, phone] = [
    await online({ username: 'alice', deviceId: 'desktop', store: desktopStore }),
    await online({ username: 'alice', deviceId: 'phone', store: phoneStore }),
  ];
  const { requestId } = await bob.api.requestFriend(desktop.userId);
  const { conversationId: id } = await desktop.api.acceptRequest(requestId);
  for (const text of ['one', 'two', 'three']) await bob.send(id, { text });
  for (const client of [desktop, phone]) {
    await showsConversation(client, id, ({ lastSeq }) => lastSeq === 4);
    await client.open(id);
    await shows(client, () => seqs(client, id).length === 4);
  }

  const until = Date.now() + 3_600_000;
  await desktop.setPinned(id, true);
  await desktop.mute(id, 1, until);
  await desktop.archive(id);
  await desktop.setDraft(id, 'dear bob');
  await desktop.hide(id, 3);
  await showsConversation(
    phone,
    id,
    (c) => c.pinnedAt > 0 && c.muteLevel === 1 && c.muteUntil === until && c.archived && c.draft === 'dear bob' && c.unread === 1,
  );
  expect([seqs(desktop, id), seqs(phone, id)]).toEqual([
    [1, 2, 4],
    [1, 2, 4],
  ]);
  for (const store of [desktopStore, phoneStore]) await vi.waitFor(async () => expect(await cached(store, id)).toEqual([1, 2, 4]));
  await phone.send(id, { text: 'dear bob' });
  await showsConversation(desktop, id, ({ draft, lastSeq }) => draft === '' && lastSeq === 5);

  await phone.close();
  await desktop.clear(id);
  await desktop.markUnread(id);
  await desktop.mute(id, 0);
  const reloaded = await signedIn({ username: 'alice', deviceId: 'phone', store: phoneStore });
  await reloaded.open(id);
  await reloaded.setPinned(id, false);
  await reloaded.setDraft(id, 'later');
  await reloaded.connect();
  await showsConversation(reloaded, id, (c) => c.markedUnread && c.muteLevel === 0 && c.pinnedAt === 0 && c.draft === 'later');
  await shows(reloaded, () => seqs(reloaded, id).length === 0);
  for (const store of [desktopStore, phoneStore]) await vi.waitFor(async () => expect(await cached(store, id)).toEqual([]));
  await showsConversation(desktop, id, (c) => c.pinnedAt === 0 && c.draft === 'later' && c.unread === 0);
  expect([seqs(desktop, id), desktop.unread()]).toEqual([[], 1]);

  await desktop.closeConversation(id);
  await shows(reloaded, () => reloaded.conversations().length === 0);
  await bob.send(id, { text: 'four' });
  await shows(reloaded, () => reloaded.conversations().length === 1);
  const third = await online({ username: 'alice', deviceId: 'tablet' });
  await third.open(id);
  expect([seqs(third, id), third.conversation(id)]).toMatchObject([[6], { draft: 'later', unread: 1, hasOlder: false }]);
}, 60_000);
