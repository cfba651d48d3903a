// People, groups and messages of all kinds, made through the same doors as everything else: what screens are looked at and tested with.
import type { Id } from '@godwit/shared/ids/id';
import { GodwitClient } from '@godwit/client/client';
import { listing, photo, recording, waveform } from './media.ts';

export const PASSWORD = 'tideline-Wren-58';

/** Username, nickname. The first one is whose screens are looked at. */
const PEOPLE = {
  alice: 'Alice Lin',
  bob: 'Bob Marsh',
  carol: '陈晓晴',
  dmitri: 'Дмитрий',
  emma: 'Emma Sørensen',
  fang: '王芳',
  george: 'George O’Hara',
  hana: 'Hana Sato',
  ines: 'Inês',
  zed: 'Zed',
} as const;
type Name = keyof typeof PEOPLE;

export interface Believable {
  readonly username: Name;
  readonly password: string;
  /** Direct with bob, where every kind of message is. */
  readonly direct: Id;
  readonly group: Id;
  /** With emma: texts, the last ones unread. */
  readonly unread: Id;
  readonly client: Readonly<Record<Name, GodwitClient>>;
  close(): Promise<void>;
}

export async function believable(api: string): Promise<Believable> {
  const names = Object.keys(PEOPLE) as Name[];
  const client = Object.fromEntries(
    names.map((name) => [name, new GodwitClient({ api, deviceId: `bot-${name}`, platform: 'bot', transport: 'websocket' })]),
  ) as Record<Name, GodwitClient>;
  for (const name of names) {
    await client[name].api.register({ username: name, password: PASSWORD, nickname: PEOPLE[name] });
    await client[name].login({ username: name, password: PASSWORD });
    await client[name].connect();
  }
  const { alice } = client;
  await alice.api.setAvatar((await alice.upload(await photo(256, 256, 190), { kind: 'avatar' })).fileId);
  await client.bob.api.setAvatar((await client.bob.upload(await photo(256, 256, 30), { kind: 'avatar' })).fileId);
  const directs = new Map<Name, Id>();
  for (const name of ['bob', 'carol', 'dmitri', 'emma', 'fang', 'george'] as const) directs.set(name, await befriend(client[name], alice));
  for (const name of ['hana', 'ines'] as const) await client[name].api.requestFriend(alice.userId, 'We met on Saturday at the hide.');
  await client.zed.api.requestFriend(alice.userId, '你好！');
  await alice.api.setRemark(client.george.userId, 'George (boat)');
  await alice.api.changeFriend(client.bob.userId, { starred: true });

  const direct = directs.get('bob')!;
  const unread = directs.get('emma')!;
  await talk(client, directs);
  const group = await inGroup(client);
  await everyKind(alice, client.bob, direct, group);
  await alice.setPinned(direct, true);
  await alice.mute(directs.get('fang')!, 2);
  return {
    username: 'alice',
    password: PASSWORD,
    direct,
    group,
    unread,
    client,
    close: async () => void (await Promise.all(names.map((name) => client[name].close()))),
  };
}

async function befriend(from: GodwitClient, to: GodwitClient): Promise<Id> {
  const { requestId } = await from.api.requestFriend(to.userId, 'Hello from the survey');
  return (await to.api.acceptRequest(requestId)).conversationId;
}

async function say(client: GodwitClient, id: Id, ...texts: readonly string[]): Promise<number> {
  let seq = 0;
  for (const text of texts) ({ seq } = await client.send(id, { text }));
  return seq;
}

async function talk(client: Readonly<Record<Name, GodwitClient>>, directs: ReadonlyMap<Name, Id>): Promise<void> {
  const { alice } = client;
  await say(client.carol, directs.get('carol')!, '那只斑尾塍鹬飞了十一天没有落地！', '真的吗？');
  const read = await say(alice, directs.get('carol')!, '对，13560 公里，中途一次都没停。');
  await client.carol.markRead(directs.get('carol')!, read);
  await say(client.dmitri, directs.get('dmitri')!, 'Доброе утро! Прилив в 9:40.');
  await say(alice, directs.get('dmitri')!, 'Спасибо 🙏');
  await say(client.fang, directs.get('fang')!, '周末的名单我放在共享里了', '一共 23 个人');
  const boat = directs.get('george')!;
  await say(client.george, boat, 'Boat leaves at 7:15, pier 3.');
  await alice.markRead(boat, alice.conversation(boat)?.lastSeq ?? 0);
  await alice.setDraft(boat, 'I will bring the second telescope and');
  const emma = directs.get('emma')!;
  await say(alice, emma, 'Did the tag send anything last night?');
  await say(client.emma, emma, 'It did.', 'It left Alaska on the 13th and has not landed since.', 'https://example.org/tracks/234684');
}

async function inGroup(client: Readonly<Record<Name, GodwitClient>>): Promise<Id> {
  const { alice, bob, carol, dmitri, emma, fang } = client;
  const members = [bob, carol, dmitri, emma, fang].map(({ userId }) => userId);
  const { conversationId: id } = await alice.api.groups.create('Mudflat survey 滩涂调查', members);
  await alice.api.groups.setRole(id, bob.userId, 'admin');
  await alice.api.groups.update(id, { announcement: 'Low tide on Saturday is at 9:40. Meet at the gate at 8:30, bring boots.' });
  await carol.api.groups.setNickname(id, '晓晴（记录）');
  await say(bob, id, 'The gate code changed, I will send it on Friday.');
  const seq = await say(carol, id, '我可以带两台望远镜，还缺三脚架。');
  await alice.send(id, { text: '三脚架我来带 👍', replyTo: { seq, senderId: carol.userId, preview: '我可以带两台望远镜，还缺三脚架。' } });
  const poll = await say(dmitri, id, 'Кто едет на машине? Two seats are free.');
  for (const one of [alice, bob, emma]) await one.react(id, poll, '🚗');
  await fang.react(id, poll, '👀');
  await bob.pin(id, poll);
  await emma.send(id, { text: '@Alice Lin could you share last year’s list?', mentions: [alice.userId] });
  return id;
}

/** One of each in one conversation, the newest ones the ones that are looked at first. */
async function everyKind(alice: GodwitClient, bob: GodwitClient, id: Id, group: Id): Promise<void> {
  await say(bob, id, 'Morning! Here is what the trap camera saw.');
  await bob.send(id, { kind: 'image', attachments: [await bob.upload(await photo(1_200, 800, 25))] });
  const album = await Promise.all([200, 260, 320, 20].map(async (hue) => alice.upload(await photo(900, 900, hue))));
  await alice.send(id, {
    kind: 'image',
    attachments: album,
    text: 'And these are from the hide. The rest: https://photos.example.org/mudflats/hide?from=2026-11-01&sort=newest',
  });
  await bob.send(id, { kind: 'file', attachments: [await bob.upload(listing())] });
  const voice = { ...(await alice.upload(recording(4))), durationMs: 4_000, waveform: waveform(64) };
  await alice.send(id, { kind: 'voice', attachments: [voice] });
  await say(bob, id, '**Tide table** for _Saturday_:\n```\n03:12  high  4.1 m\n09:40  low   0.6 m\n```\nSee https://example.org/tides');
  const recalled = await say(bob, id, 'Wrong chat, sorry');
  await bob.recall(id, recalled);
  const edited = await say(alice, id, 'I bring coffe');
  await alice.edit(id, edited, { text: 'I bring coffee ☕' });
  await bob.react(id, edited, '❤️');
  await alice.api.groups.names(group, [bob.userId]);
  const { conversationId: notes } = await alice.api.openDirect(alice.userId);
  await say(alice, notes, 'Buy batteries for the trap camera');
  const asked = await say(bob, id, 'Are we still on for Saturday at 8:30?');
  const answer = await alice.send(id, {
    text: 'Of course!',
    replyTo: { seq: asked, senderId: bob.userId, preview: 'Are we still on for Saturday at 8:30?' },
  });
  await alice.star(id, asked);
  await alice.forward(group, [await lastSeq(alice, group)], { to: [id], merged: true });
  await bob.markRead(id, answer.seq);
  await say(bob, id, '😀🎉');
}

async function lastSeq(client: GodwitClient, id: Id): Promise<number> {
  await client.open(id);
  return client
    .entries(id)
    .flatMap((item) => (item.at === 'entry' && item.kind === 'message' ? [item.seq] : []))
    .at(-1)!;
}
