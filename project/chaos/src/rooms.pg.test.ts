import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../scripts/testing/world.ts';
import type { RawSession } from './devices/raw-session.ts';
import { type SeededDevice, seedPeople } from './hostile/seed-people.ts';
import { LocationReader } from './reliability/locations.ts';
import { message, openRaw } from './reliability/raw-message.ts';
import { removeMember, seedRoom } from './reliability/seed-room.ts';

const ROOM = '77';
const PATIENCE = { timeout: 20_000 };
/** As the SDK does: an answer may fail to come when a machine is very busy. */
const RESEND_MS = 2_000;
const POLL_MS = 5;
/** A session that says nothing for 45 s is closed. */
const HEARTBEAT_MS = 10_000;

describe('a room of 100,000 on two access and two logic processes', () => {
  let world: World;
  let devices: SeededDevice[];
  /** Raw frames: nothing is asked for, so what comes was pushed. Even ones are on the first access process. */
  let sessions: RawSession[];
  let sent = 0;
  let heartbeat: NodeJS.Timeout;

  beforeAll(async () => {
    world = await startWorld({ access: 2, logic: 2 });
    const { people } = await seedPeople(world, { people: 12, friendships: [] });
    devices = people.flatMap((person) => person.devices);
    await seedRoom(
      world.databaseUrl,
      ROOM,
      devices.map(({ userId }) => userId),
      100_000,
    );
    sessions = await Promise.all(devices.map((device, n) => openRaw(world, n % 2, device)));
    heartbeat = setInterval(() => {
      for (const session of sessions) session.send({ kind: 'ping', clientTime: 0, receivedCount: 0 });
    }, HEARTBEAT_MS);
  });
  afterAll(() => {
    clearInterval(heartbeat);
    return world.close();
  });

  /** What was sent again, because its answer was late, is pushed again. */
  const pushed = (session: RawSession): number[] => [
    ...new Set(session.all('pushMessage').flatMap(({ entries }) => entries.map(({ seq }) => seq))),
  ];

  /** Resolves with its seq. */
  async function send(from: number): Promise<number> {
    const session = sessions[from]!;
    const id = String(++sent);
    const acked = (): number | undefined =>
      session
        .all('messageAck')
        .flatMap(({ results }) => results)
        .find(({ clientMsgId, code }) => clientMsgId === id && code === 0)?.seq;
    for (;;) {
      session.send(message(ROOM, id, `message ${id}`));
      for (const end = Date.now() + RESEND_MS; Date.now() < end; await sleep(POLL_MS)) {
        const seq = acked();
        if (seq !== undefined) return seq;
      }
    }
  }

  /** Everything that was pushed before has come. */
  async function settled(session: RawSession): Promise<void> {
    const clientTime = Date.now();
    session.send({ kind: 'ping', clientTime, receivedCount: 0 });
    await expect.poll(() => session.all('pong').some((pong) => pong.clientTime === clientTime), PATIENCE).toBe(true);
  }

  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

  it('[F-58] [R8] every message is pushed to all who are online on either process, once and in order, but not back', async () => {
    const own = new Map<number, number[]>();
    for (let i = 0; i < 30; i++) own.set(i % 4, [...(own.get(i % 4) ?? []), await send(i % 4)]);
    for (const [n, session] of sessions.entries()) {
      const wanted = upTo(30).filter((seq) => own.get(n)?.includes(seq) !== true);
      await expect.poll(() => pushed(session), PATIENCE).toEqual(wanted);
    }
  });

  it('[R20] who was removed gets nothing from then on, although nobody told access', async () => {
    const gone = sessions.length - 1;
    await removeMember(world.databaseUrl, ROOM, devices[gone]!.userId);
    const before = pushed(sessions[gone]!);
    const seq = await send(0);
    await expect.poll(() => pushed(sessions[gone - 2]!).at(-1), PATIENCE).toBe(seq);
    await settled(sessions[gone]!);
    expect(pushed(sessions[gone]!)).toEqual(before);
  });

  it('[R11] Redis forgets everything: rooms go on', async () => {
    const redis = await LocationReader.open(world.redis().url);
    await redis.flushAll();
    redis.close();
    const seq = await send(0);
    for (const session of sessions.slice(1, -1)) await expect.poll(() => pushed(session).at(-1), PATIENCE).toBe(seq);
  });

  it('[R19] when a logic process is killed all sessions are told to sync, and the room goes on', async () => {
    world.logic[0]!.kill('SIGKILL');
    const told = (session: RawSession): boolean => session.all('syncHint').some(({ reason }) => reason === 'a logic node fell silent');
    for (const session of sessions) await expect.poll(() => told(session), PATIENCE).toBe(true);
    const seq = await send(1);
    for (const [n, session] of sessions.entries())
      if (n !== 1 && n < sessions.length - 1) await expect.poll(() => pushed(session).at(-1), PATIENCE).toBe(seq);
  });
});
