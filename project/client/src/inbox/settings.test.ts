import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './apply-member.js';
import {
  confirmed,
  firstShown,
  isHidden,
  joined,
  newSettings,
  overlaid,
  type SettingsEvent,
  stepSettings,
  type Unsent,
} from './settings.js';

const range = (fromSeq: number, toSeq = fromSeq): { fromSeq: number; toSeq: number } => ({ fromSeq, toSeq });

describe('settings on their way', () => {
  const run = (unsent: Unsent, ...events: (SettingsEvent & { online?: boolean })[]): unknown[] => {
    let state = newSettings();
    return events.flatMap(({ online = true, ...event }) => {
      const [next, effects] = stepSettings(state, event, '7', unsent, online);
      state = next;
      return effects.map((e) => (e.do === 'patch' ? e.patch : e.afterMs));
    });
  };
  const timer = { type: 'timer' } as const;

  it('[F-42] wait for their timer, then go one patch at a time', () => {
    expect(run({ draft: 'x' }, { type: 'changed', afterMs: 2_000 }, timer, timer, { type: 'synced' })).toEqual([2_000, { draft: 'x' }]);
  });

  it('[F-42] wait for a link, and are said again after the sync that follows', () => {
    expect(run({ archived: true }, { ...timer, online: false })).toEqual([]);
    expect(run({ archived: true }, { ...timer, online: false }, { type: 'synced' })).toEqual([{ archived: true }]);
    expect(run({}, timer, { type: 'synced' })).toEqual([]);
  });

  it('are said again after a failure, when the server says', () => {
    expect(run({ pinned: true }, timer, { type: 'failed', afterMs: 9_000 }, timer)).toEqual([{ pinned: true }, 9_000, { pinned: true }]);
  });

  it('[F-34] go in pieces that the server takes', () => {
    const hide = Array.from({ length: 130 }, (_, i) => range(2 * i + 1));
    const [first] = run({ hide }, timer) as Unsent[];
    expect(first?.hide?.length).toBe(100);
    expect(confirmed({ hide }, first!)).toEqual({ hide: hide.slice(100) });
  });

  it('stay while they were changed again: only what was sent is confirmed', () => {
    const sent = joined({ draft: 'a', pinned: true }, { hide: [range(1)] });
    const unsent = joined(sent, { draft: 'ab', hide: [range(5)] });
    expect(confirmed(unsent, sent)).toEqual({ draft: 'ab', hide: [range(5)] });
    expect(confirmed(unsent, {})).toEqual(unsent);
    expect(confirmed(sent, sent)).toEqual({});
  });
});

describe('what a device shows', () => {
  const settings = { ...settingsOf(NO_MEMBER_STATE), minSeq: 1, hidden: [range(4, 5)] };

  it('[F-34] [F-42] [F-50] is the state of the server under what the server has not heard', () => {
    expect(overlaid(settings, {}, 9)).toEqual(settings);
    expect(overlaid(settings, { pinned: true, mute: { level: 2, until: 5 }, draft: 'x', hide: [range(6), range(1)] }, 9)).toMatchObject({
      pinnedAt: 9,
      muteLevel: 2,
      muteUntil: 5,
      draft: 'x',
      hidden: [range(1), range(4, 6)],
    });
    expect(overlaid({ ...settings, pinnedAt: 3 }, { pinned: true }, 9).pinnedAt).toBe(3);
    expect(overlaid({ ...settings, pinnedAt: 3 }, { pinned: false, mute: { level: 0, until: 5 } }, 9)).toMatchObject({
      pinnedAt: 0,
      muteUntil: 0,
    });
  });

  it('[F-34] begins behind what was cleared', () => {
    expect([1, 4, 5, 6].map((seq) => isHidden(settings, seq))).toEqual([false, true, true, false]);
    expect(firstShown(settings)).toBe(1);
    expect(firstShown({ minSeq: 4, hidden: [range(2, 5)] })).toBe(6);
    expect(firstShown({ minSeq: 8, hidden: [range(2, 5)] })).toBe(8);
  });
});
