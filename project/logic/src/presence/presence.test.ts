import type { Id } from '@godwit/shared/ids/id';
import { decodeDown } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../fanout/outgoing.js';
import type { SessionRef } from '../session-ref.js';
import type { Watch } from '../store/load-watchable.js';
import { Interests } from './interests.js';
import { PresenceNotices } from './presence.js';

const at = (handle: number): SessionRef => ({ node: 'access-1', handle });

/** `here`: who has a session. `hidden`: who may not be watched. `told`: `handle: user online|offline|lastSeen`, as sent. */
function world() {
  const clock = new FakeClock();
  const here = new Set<Id>();
  const hidden = new Set<Id>();
  const told: string[] = [];
  const seen = new Map<Id, number>();
  const redis = { away: false };
  const postgres = { away: false };
  const interests = new Interests(() => clock.monotonic());
  const notices = new PresenceNotices({
    clock,
    interests,
    fanout: {
      deliver: (outgoing: readonly Outgoing[]) => {
        for (const { to, frame, lane, counted } of outgoing) {
          const message = decodeDown(withoutLengthPrefix(frame))?.message;
          if (message?.kind !== 'presenceUpdate' || to.at !== 'session') throw new Error('not a notice');
          expect({ lane, counted }).toEqual({ lane: 'datagram', counted: false });
          for (const { userId, online, lastSeenAt } of message.users)
            told.push(`${String(to.session.handle)}: ${userId} ${online ? 'online' : 'offline'} ${String(lastSeenAt)}`);
        }
        return Promise.resolve();
      },
    },
    locate: (ids) => (redis.away ? Promise.resolve(undefined) : new Map([...ids].map((id) => [id, here.has(id) ? [at(99)] : []]))),
    watchable: async (wishes: readonly Watch[]) => {
      if (postgres.away) throw new Error('no connection');
      return wishes.filter(({ userId }) => !hidden.has(userId));
    },
    readLastSeen: (ids) => Promise.resolve(new Map(ids.map((id) => [id, seen.get(id) ?? 0]))),
    writeLastSeen: (id, ms) => Promise.resolve(void seen.set(id, ms)),
  });
  const news = (): string[] => told.splice(0);
  const pass = async (ms: number): Promise<string[]> => {
    await clock.advance(ms);
    return news();
  };
  return { clock, here, hidden, redis, postgres, notices, interests, news, pass };
}

describe('[F-69] presence', () => {
  it('is answered at once for everybody asked for, and what may not be seen looks like somebody who never was here', async () => {
    const { here, hidden, notices, news } = world();
    here.add('2').add('3');
    hidden.add('3');
    await notices.subscribe({ ...at(1), userId: '1' }, ['2', '3', '4']);
    expect(news()).toEqual(['1: 2 online 0', '1: 3 offline 0', '1: 4 offline 0']);
  });

  it('is answered when it is known, if where people are is not known at first', async () => {
    const { here, hidden, redis, notices, news, pass } = world();
    here.add('2').add('3');
    hidden.add('3');
    redis.away = true;
    await notices.subscribe({ ...at(1), userId: '1' }, ['2', '3']);
    expect(news()).toEqual([]);
    expect(await pass(12_000)).toEqual([]);
    redis.away = false;
    expect(await pass(5_000)).toEqual(['1: 2 online 0']);
    expect(await pass(60_000)).toEqual([]);
  });

  it('is told when it is known who may see it, if that could not be asked at first', async () => {
    const { here, postgres, notices, news, pass } = world();
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    news();
    here.add('2');
    postgres.away = true;
    notices.online('2');
    expect(await pass(12_000)).toEqual([]);
    postgres.away = false;
    expect(await pass(5_000)).toEqual(['1: 2 online 0']);
    expect(await pass(60_000)).toEqual([]);
  });

  it('is told within a second to those who look, and to nobody else', async () => {
    const { here, notices, news, pass } = world();
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    await notices.subscribe({ ...at(5), userId: '5' }, ['6']);
    news();
    here.add('2');
    notices.online('2');
    expect(await pass(999)).toEqual([]);
    expect(await pass(1)).toEqual(['1: 2 online 0']);
  });

  it('going offline is believed after 15 s; a reconnect meanwhile is not seen as a change of it', async () => {
    const { here, notices, news, pass, clock } = world();
    here.add('2');
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    news();
    here.delete('2');
    notices.offline(at(7), '2', clock.now());
    expect(await pass(14_000)).toEqual([]);
    here.add('2');
    notices.online('2');
    expect(await pass(20_000)).toEqual(['1: 2 online 0']);
    here.delete('2');
    const gone = clock.now();
    notices.offline(at(8), '2', gone);
    expect(await pass(16_000)).toEqual([`1: 2 offline ${String(gone)}`]);
  });

  it('[F-11] the time in which a session could be resumed counts', async () => {
    const { here, notices, news, pass, clock } = world();
    here.add('2');
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    news();
    here.delete('2');
    const gone = clock.now() - 10_000;
    notices.offline(at(8), '2', gone);
    expect(await pass(3_000)).toEqual([]);
    expect(await pass(3_000)).toEqual([`1: 2 offline ${String(gone)}`]);
  });

  it('of somebody who stopped showing it is told no more', async () => {
    const { hidden, here, notices, news, pass } = world();
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    news();
    hidden.add('2');
    here.add('2');
    notices.online('2');
    expect(await pass(1_000)).toEqual([]);
  });

  it('is forgotten when the session that looked ends, says something else, or says nothing for 90 s', async () => {
    const { notices, interests, clock } = world();
    await clock.advance(1); // lru-cache takes a time of 0 for none
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    await notices.subscribe({ ...at(1), userId: '1' }, ['3']);
    expect([interests.of('2').length, interests.of('3').length]).toEqual([0, 1]);
    notices.offline(at(1), '1', 1);
    expect(interests.of('3')).toEqual([]);
    await notices.subscribe({ ...at(1), userId: '1' }, ['2']);
    await clock.advance(91_000);
    expect(interests.of('2')).toEqual([]);
  });

  it('refuses to watch more than 200 people', async () => {
    const { notices } = world();
    const many = Array.from({ length: 201 }, (_, i) => String(i + 1));
    expect(await notices.subscribe({ ...at(1), userId: '1' }, many)).toMatchObject({ ok: false, refusal: { error: 'INVALID_ARGUMENT' } });
  });
});
