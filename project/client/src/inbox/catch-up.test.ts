import { describe, expect, it } from 'vitest';
import type { ConversationState } from '@godwit/shared/protocol/messages/conversation-state';
import type { DownOf } from '../wire.js';
import {
  type CatchUp,
  type CatchUpEffect,
  type CatchUpEvent,
  DIGEST_MS,
  FIRST_PAGE,
  isWhole,
  newCatchUp,
  percentRead,
  stepCatchUp,
} from './catch-up.js';

const page = (more: Partial<DownOf<'syncPage'>>): CatchUpEvent => ({
  type: 'page',
  page: {
    kind: 'syncPage',
    conversations: [],
    nextCursor: '',
    done: true,
    syncTime: 500,
    userVersion: 3,
    favouriteVersion: 0,
    profileVersion: 0,
    peopleVersion: 0,
    remaining: 0,
    ...more,
  },
});
const run = (state: CatchUp, ...events: CatchUpEvent[]): readonly [CatchUp, readonly CatchUpEffect[]] =>
  events.reduce<readonly [CatchUp, readonly CatchUpEffect[]]>(([s], event) => stepCatchUp(s, event, () => 0.5), [state, []]);
const asked = (effects: readonly CatchUpEffect[]): unknown[] => effects.flatMap((e) => (e.do === 'ask' ? [e.request] : []));

describe('catch-up (C11, F-24)', () => {
  it('asks for what changed since the mark, page by page, the first one small', () => {
    const [state, first] = run(newCatchUp({ since: 100, userVersion: 2 }), { type: 'online', resumed: false });
    expect(asked(first)).toMatchObject([{ since: 100, userVersion: 2, cursor: '', limit: FIRST_PAGE }]);
    const [, second] = run(state, page({ done: false, nextCursor: 'x' }));
    expect(asked(second)).toMatchObject([{ since: 100, cursor: 'x', limit: 100 }]);
  });

  it('[R6] the mark is the time of the last page and the user version of the first', () => {
    const [state, effects] = run(
      newCatchUp({ since: 0, userVersion: 0 }),
      { type: 'online', resumed: false },
      page({ done: false, nextCursor: 'x', userVersion: 3 }),
      page({ syncTime: 700, userVersion: 9 }),
    );
    expect(effects).toContainEqual({ do: 'done', mark: { since: 700, userVersion: 3 } });
    expect(effects).toContainEqual({ do: 'timer', afterMs: DIGEST_MS });
    expect(state).toMatchObject({ synced: true, mark: { since: 700, userVersion: 3 } });
  });

  it('[U-3] says how much of the snapshot has come, over cuts, and nothing of one that is a single page', () => {
    const states = (count: number) => Array.from({ length: count }, () => ({}) as ConversationState);
    const begun = [
      { type: 'online', resumed: false },
      page({ done: false, nextCursor: 'x', conversations: states(30), remaining: 170 }),
    ] as const;
    const [state] = run(newCatchUp({ since: 100, userVersion: 2 }), ...begun);
    expect(percentRead(state)).toBe(15);
    const more = page({ done: false, nextCursor: 'y', conversations: states(100) });
    const [cut] = run(state, more, { type: 'offline' }, { type: 'online', resumed: false });
    expect(percentRead(cut)).toBe(65);
    expect(percentRead(run(cut, page({ done: false, nextCursor: 'z', conversations: states(90) }))[0])).toBe(99);
    expect(percentRead(run(cut, page({ conversations: states(70) }))[0])).toBeUndefined();
    const [single] = run(newCatchUp({ since: 100, userVersion: 2 }), begun[0]);
    expect(percentRead(single)).toBeUndefined();
  });

  it('[R22] a run that is cut goes on behind its last page, with the next link or after a wait', () => {
    const begun = [
      { type: 'online', resumed: false },
      page({ done: false, nextCursor: 'x' }),
      page({ done: false, nextCursor: 'y' }),
    ] as const;
    const [state] = run(newCatchUp({ since: 100, userVersion: 2 }), ...begun);
    const goesOn = [{ since: 100, userVersion: 2, cursor: 'y', limit: 100 }];
    expect(asked(run(state, { type: 'offline' }, { type: 'online', resumed: false })[1])).toMatchObject(goesOn);
    const failed: CatchUpEvent = { type: 'failed', retry: true, retryAfterMs: 0 };
    expect(asked(run(state, failed, { type: 'timer' })[1])).toMatchObject(goesOn);
    expect(asked(run(state, failed, { type: 'offline' }, { type: 'online', resumed: false })[1])).toMatchObject(goesOn);
  });

  it('[R6] it is complete only when another run has found what happened while it was cut', () => {
    const events = [
      { type: 'online', resumed: false },
      page({ done: false, nextCursor: 'x', userVersion: 3 }),
      { type: 'offline' },
      { type: 'online', resumed: false },
      page({ syncTime: 700, userVersion: 9 }),
    ] as const;
    const [state, effects] = run(newCatchUp({ since: 100, userVersion: 2 }), ...events);
    expect([state.synced, effects.filter((e) => e.do === 'done')]).toEqual([false, []]);
    expect(asked(effects)).toMatchObject([{ since: 700, userVersion: 3, cursor: '', limit: FIRST_PAGE }]);
    const [after, end] = run(state, page({ syncTime: 800, userVersion: 9 }));
    expect([after.synced, end.filter((e) => e.do === 'done')]).toEqual([true, [{ do: 'done', mark: { since: 800, userVersion: 9 } }]]);
  });

  it('a run that was cut before its first page, or whose cursor is refused, starts again', () => {
    const start = newCatchUp({ since: 100, userVersion: 2 });
    const first = [{ since: 100, userVersion: 2, cursor: '', limit: FIRST_PAGE }];
    expect(asked(run(start, { type: 'online', resumed: false }, { type: 'offline' }, { type: 'online', resumed: false })[1])).toMatchObject(
      first,
    );
    const refused = run(
      start,
      { type: 'online', resumed: false },
      page({ done: false, nextCursor: 'x' }),
      { type: 'failed', retry: false, retryAfterMs: 0 },
      { type: 'timer' },
    );
    expect(asked(refused[1])).toMatchObject(first);
    expect(run(refused[0], page({}))[1]).toContainEqual({ do: 'done', mark: { since: 500, userVersion: 3 } });
  });

  it('a wish during a run is fulfilled right after it', () => {
    const [, effects] = run(
      newCatchUp({ since: 1, userVersion: 0 }),
      { type: 'online', resumed: false },
      { type: 'wanted', afterMs: 0 },
      page({}),
    );
    expect(effects).toContainEqual({ do: 'timer', afterMs: 1 });
  });

  it('[F-65] what the run at hand has read by its first page is no reason for another', () => {
    const begun = [{ type: 'online', resumed: false }] as const;
    const heard = (userVersion: number): CatchUpEvent => ({ type: 'wanted', afterMs: 0, userVersion });
    const next = (...events: CatchUpEvent[]) => run(newCatchUp({ since: 1, userVersion: 0 }), ...begun, ...events, page({}))[1].at(-1);
    expect(next(heard(3))).toEqual({ do: 'timer', afterMs: DIGEST_MS });
    expect(next(heard(4), heard(3))).toEqual({ do: 'timer', afterMs: 1 });
    expect(next(page({ done: false, nextCursor: 'x', userVersion: 2 }), heard(3))).toEqual({ do: 'timer', afterMs: 1 });
  });

  it('a failed run waits longer each time, and as long as the server says', () => {
    const [once, first] = run(
      newCatchUp({ since: 1, userVersion: 0 }),
      { type: 'online', resumed: false },
      { type: 'failed', retry: true, retryAfterMs: 0 },
    );
    const [, second] = run(once, { type: 'timer' }, { type: 'failed', retry: true, retryAfterMs: 0 });
    const [, told] = run(once, { type: 'timer' }, { type: 'failed', retry: true, retryAfterMs: 9000 });
    expect([first, second, told]).toEqual([
      [{ do: 'timer', afterMs: 750 }],
      [{ do: 'timer', afterMs: 1500 }],
      [{ do: 'timer', afterMs: 9000 }],
    ]);
  });

  it('[F-11] a link that is resumed needs no sync, but looks for what was missed a minute later', () => {
    const online = { type: 'online', resumed: false } as const;
    const [state] = run(newCatchUp({ since: 100, userVersion: 2 }), online, page({}), { type: 'offline' });
    expect(isWhole(state)).toBe(true);
    const [back, effects] = run(state, { ...online, resumed: true });
    expect(asked(effects)).toEqual([]);
    expect(effects).toContainEqual({ do: 'timer', afterMs: DIGEST_MS });
    expect(back).toMatchObject({ synced: true, mark: { since: 500, userVersion: 3 } });
    expect(asked(run(state, online)[1])).toHaveLength(1);
  });

  it('[F-11] but it does when it was not through with one, or had been told that something is missing', () => {
    const online = { type: 'online', resumed: false } as const;
    const never = newCatchUp({ since: 100, userVersion: 2 });
    const [running] = run(never, online, page({ done: false, nextCursor: 'x' }));
    const [failed] = run(never, online, { type: 'failed', retry: true, retryAfterMs: 0 });
    const [hinted] = run(never, online, page({}), { type: 'wanted', afterMs: 700 });
    const [again] = run(never, online, { type: 'wanted', afterMs: 0 }, page({}));
    for (const state of [never, running, failed, hinted, again]) {
      const [lost] = run(state, { type: 'offline' });
      expect([isWhole(state), isWhole(lost)]).toEqual([false, false]);
      expect(asked(run(lost, { ...online, resumed: true })[1])).toHaveLength(1);
    }
  });

  it('asks nothing without a link', () => {
    expect(run(newCatchUp({ since: 1, userVersion: 0 }), { type: 'wanted', afterMs: 0 }, { type: 'timer' })[1]).toEqual([]);
  });
});
