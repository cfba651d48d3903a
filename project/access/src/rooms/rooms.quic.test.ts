import { encodeDown } from '@godwit/shared/protocol/down';
import { encodeToAccess, type ToAccess } from '@godwit/shared/protocol/inside';
import type { RoomPlace } from '@godwit/shared/protocol/logic-request';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { RoomDelivery } from '@godwit/shared/protocol/messages/room-delivery';
import { roomSubject, SUBJECTS } from '@godwit/shared/subjects';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccessWorld, type LiveClient, startAccessWorld } from '../testing/access-world.js';
import { helloOf, TestClient } from '../testing/test-client.js';
import { MAX_WAITING } from './room.js';

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld();
});
afterAll(() => world.close());

let lastRoom = 700;
let lastUser = 300;
/** Of the room under test: its version and members, as PostgreSQL would have them. */
let room: string;
let version: number;
let members: Map<string, number>;
let head: number;

beforeEach(() => {
  room = String(++lastRoom);
  [version, head] = [1, 0];
  members = new Map();
  world.logic.places = (userId): RoomPlace[] =>
    members.has(userId) ? [{ conversationId: room, version, minSeq: members.get(userId)!, lastSeq: head }] : [];
  world.logic.membersOf = (asked) => ({
    version,
    members: [...members].filter(([userId]) => asked.includes(userId)).map(([userId, minSeq]) => ({ userId, minSeq })),
  });
});

const say = (subject: string, message: ToAccess): boolean => world.logic.bus.publish(subject, encodeToAccess(message));
const frameOf = (seq: number): Uint8Array => encodeDown({ kind: 'systemNotification', code: String(seq), title: '', text: '', at: 1 });

/** The next entry of the room. */
function push(fields: Partial<RoomDelivery> = {}): void {
  const seq = fields.firstSeq ?? ++head;
  say(roomSubject(room), {
    kind: 'roomDelivery',
    conversationId: room,
    membershipVersion: version,
    firstSeq: seq,
    lastSeq: seq,
    expiresAt: Date.now() + 5_000,
    exceptNode: '',
    exceptHandle: 0,
    frame: frameOf(seq),
    ...fields,
  });
}

/** As logic does it: after the change in PostgreSQL. */
function change({ joined = [], left = [] }: { joined?: string[]; left?: string[] }, { silent = false } = {}): RoomChange {
  for (const userId of left) members.delete(userId);
  for (const userId of joined) members.set(userId, head + 1);
  const told = { conversationId: room, fromVersion: version, version: ++version, seq: ++head, joined, left };
  if (!silent) say(SUBJECTS.accessBroadcast, { kind: 'roomChange', ...told });
  return told;
}

async function online(member = true): Promise<LiveClient & { userId: string }> {
  const userId = String(++lastUser);
  if (member) members.set(userId, 1);
  return { ...(await world.client('websocket', userId)), userId };
}

/** What came, up to a mark that is sent behind it on the same way. */
async function got({ client, handle }: LiveClient): Promise<string[]> {
  await world.logic.bus.flush(5_000);
  await expect.poll(() => world.nodes[0]!.metric('access_room_waiting')).toBe(0);
  world.logic.push(world.nodes[0]!.node, [
    {
      handles: [handle],
      lane: 'live',
      counted: false,
      userVersion: 0,
      frame: encodeDown({ kind: 'pong', clientTime: 0, serverTime: 0, pushCount: 0, userVersion: 0 }),
    },
  ]);
  const codes: string[] = [];
  for (let message = await client.next(); message?.kind !== 'pong'; message = await client.next()) {
    codes.push(message?.kind === 'systemNotification' ? message.code : (message?.kind ?? 'end'));
  }
  return codes;
}

describe('the rooms of an access node', () => {
  it('[F-58] a message for a room reaches every session of its members here, and counts', async () => {
    const [one, two, stranger] = [await online(), await online(), await online(false)];
    push();
    push({ exceptNode: world.nodes[0]!.node, exceptHandle: one.handle });
    push({ exceptNode: 'another node', exceptHandle: two.handle });
    expect(await got(one)).toEqual(['1', '3']);
    expect(await got(two)).toEqual(['1', '2', '3']);
    expect(await got(stranger)).toEqual([]);
    await one.client.ping();
    expect(await one.client.expect('pong')).toMatchObject({ pushCount: 2 });
  });

  it('[R20] who leaves gets nothing from the change on, who joins nothing from before it', async () => {
    const [one, two] = [await online(), await online(false)];
    push();
    change({ left: [one.userId], joined: [two.userId] });
    push();
    push({ membershipVersion: 1, firstSeq: 1 });
    expect(await got(one)).toEqual(['1']);
    expect(await got(two)).toEqual(['3']);
  });

  it('[R20] a message that comes before the change it was sent after waits for logic', async () => {
    const [one, two, three] = [await online(), await online(), await online(false)];
    push();
    expect(await got(one)).toEqual(['1']);
    const late = change({ left: [one.userId], joined: [three.userId] }, { silent: true });
    push();
    expect(await got(one)).toEqual([]);
    expect(await got(two)).toEqual(['1', '3']);
    say(SUBJECTS.accessBroadcast, { kind: 'roomChange', ...late });
    expect(await got(three)).toEqual([]);
    push();
    expect(await got(three)).toEqual(['4']);
    expect(await got(one)).toEqual([]);
  });

  it('[R20] a change while logic is asked is not lost, and order is kept', async () => {
    const [one, two] = [await online(), await online()];
    push();
    expect(await got(one)).toEqual(['1']);
    const release = world.logic.holdMembers();
    change({}, { silent: true });
    push();
    await expect.poll(() => world.nodes[0]!.metric('access_room_waiting')).toBe(1);
    push();
    change({ left: [one.userId] });
    push();
    release();
    expect(await got(two)).toEqual(['1', '3', '4', '6']);
    expect(await got(one)).not.toContain('6');
  });

  it('[R20] who joins while he is being admitted is in the room when he is up', async () => {
    const userId = String(++lastUser);
    world.logic.beforeAnswer = () => {
      world.logic.beforeAnswer = () => undefined;
      const stale = world.logic.places;
      world.logic.places = () => [];
      queueMicrotask(() => {
        world.logic.places = stale;
      });
      change({ joined: [userId] });
    };
    const late = { ...(await world.client('websocket', userId)), userId };
    push();
    expect(await got(late)).toEqual(['2']);
  });

  it('[R10] a last message that was lost is noticed by the head of the room, by its members only', async () => {
    const [one, stranger] = [await online(), await online(false)];
    push();
    say(roomSubject(room), { kind: 'roomHead', conversationId: room, membershipVersion: version, lastSeq: head });
    expect(await got(one)).toEqual(['1']);
    say(roomSubject(room), { kind: 'roomHead', conversationId: room, membershipVersion: version, lastSeq: ++head });
    say(roomSubject(room), { kind: 'roomHead', conversationId: room, membershipVersion: version, lastSeq: head });
    expect(await got(one)).toEqual(['syncHint']);
    expect(await got(stranger)).toEqual([]);
  });

  it('[C18] more than 1,000 messages that wait are dropped, and the members sync', async () => {
    const one = await online();
    push();
    expect(await got(one)).toEqual(['1']);
    const release = world.logic.holdMembers();
    change({}, { silent: true });
    // as many as a session may have queued reach it
    for (let i = 0; i < MAX_WAITING + 5; i++) push({ firstSeq: 9_000, membershipVersion: version });
    await expect.poll(() => world.nodes[0]!.metric('access_room_waiting')).toBe(MAX_WAITING);
    expect((await one.client.expect('syncHint')).reason).toContain('waited');
    release();
    await expect.poll(() => world.nodes[0]!.metric('access_room_waiting')).toBe(0);
  });

  it('a push that is too old is dropped, and the members sync', async () => {
    const one = await online();
    push({ expiresAt: Date.now() - 1 });
    expect(await got(one)).toEqual(['syncHint']);
  });

  describe('[F-59] sessions that do not show the room', () => {
    const show = async ({ client }: LiveClient, ...conversationIds: string[]): Promise<void> => {
      await client.send({ kind: 'showing', conversationIds });
      await client.ping();
      await client.expect('pong');
    };
    const gathered = (): Promise<number> => world.nodes[0]!.metric('access_room_gathered');
    const next = async ({ client }: LiveClient): Promise<string> => (await client.expect('systemNotification')).code;

    it('get the first push at once and what follows together, in order and counted; others get all at once', async () => {
      const [shows, passive, silent] = [await online(), await online(), await online()];
      await show(shows, '5', room);
      await show(passive, '5');
      push();
      await expect
        .poll(() => {
          push();
          return gathered();
        })
        .toBeGreaterThan(0);
      const all = Array.from({ length: head }, (_, i) => String(i + 1));
      expect(await got(shows)).toEqual(all);
      expect(await got(silent)).toEqual(all);
      for (const seq of all) expect(await next(passive)).toBe(seq);
      await passive.client.ping();
      expect(await passive.client.expect('pong')).toMatchObject({ pushCount: head });
      expect(await gathered()).toBe(0);
    });

    it('get what waits before they show it, and nothing twice when they leave it', async () => {
      const one = await online();
      await show(one);
      for (let i = 0; i < 3; i++) push();
      expect(await next(one)).toBe('1');
      await one.client.send({ kind: 'showing', conversationIds: [room] });
      expect([await next(one), await next(one)]).toEqual(['2', '3']);
      push();
      expect(await next(one)).toBe('4');
      await show(one);
      push();
      push();
      expect([await next(one), await next(one)]).toEqual(['5', '6']);
    });

    it('[R20] get nothing from behind the change with which they left, and all from before it', async () => {
      const [stays, leaves] = [await online(), await online()];
      for (const each of [stays, leaves]) await show(each);
      for (let i = 0; i < 3; i++) push();
      change({ left: [leaves.userId] });
      push();
      expect((await got(leaves)).filter((code) => code !== 'syncHint')).toEqual(['1', '2', '3']);
      for (const seq of ['1', '2', '3', '5']) expect(await next(stays)).toBe(seq);
    });

    it('[F-11] get what waits with what they missed when they are resumed', async () => {
      const userId = String(++lastUser);
      members.set(userId, 1);
      const peer = world.nodes[0]!.peer('websocket');
      const client = await TestClient.open(await peer.open());
      const { connectionId } = await client.hello(world.token(userId));
      await client.send({ kind: 'showing', conversationIds: [] });
      push();
      expect((await client.expect('systemNotification')).code).toBe('1');
      const again = await world.open('websocket');
      await peer.vanish();
      for (let i = 0; i < 3; i++) push();
      await world.logic.bus.flush(5_000);
      await again.send({ ...helloOf(world.token(userId)), resume: { connectionId, pushCount: 1 } } as ReturnType<typeof helloOf>);
      expect(await again.expect('helloAck')).toMatchObject({ resumed: true });
      for (const code of ['2', '3', '4']) expect((await again.expect('systemNotification')).code).toBe(code);
    });

    it('[O12] a list that is too long is refused and changes nothing', async () => {
      const one = await online();
      await one.client.send({ kind: 'showing', conversationIds: Array.from({ length: 17 }, (_, i) => String(i + 1)) }, 3);
      expect(await one.client.expect('error')).toMatchObject({ name: 'INVALID_ARGUMENT', ref: 3 });
      for (let i = 0; i < 3; i++) push();
      expect((await got(one)).filter((code) => code !== 'syncHint')).toEqual(['1', '2', '3']);
    });
  });

  it('[R13] after an outage of NATS a node learns what it missed of its rooms', async () => {
    const [one, two] = [await online(), await online(false)];
    await world.restart('nats', () => {
      change({ left: [one.userId], joined: [two.userId] }, { silent: true });
      return Promise.resolve();
    });
    await expect.poll(() => world.logic.bus.up, { timeout: 10_000 }).toBe(true);
    await two.client.expect('syncHint');
    await expect
      .poll(
        async () => {
          push();
          return (await got(two)).includes(String(head));
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    expect((await got(one)).filter((code) => code !== 'syncHint')).toEqual([]);
  });
});
