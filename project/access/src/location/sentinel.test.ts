import { describe, expect, it } from 'vitest';
import { type SentinelState, watchSentinel } from './sentinel.js';

describe('the sentinel of Redis', () => {
  const seen: SentinelState = { at: 'seen', id: 'a' };

  it('[C16] nothing happens while it is what it was', () => {
    expect(watchSentinel(seen, 'a', 0)).toEqual([seen, []]);
    expect(watchSentinel({ at: 'new' }, 'a', 0)).toEqual([seen, []]);
  });

  it('[R11] its loss registers all sessions at once and writes it only when every node had time to notice', () => {
    const [lost, effects] = watchSentinel(seen, null, 1_000);
    expect(effects).toEqual(['register-all']);
    expect(watchSentinel(lost, null, 3_499)[1]).toEqual([]);
    expect(watchSentinel(lost, null, 3_500)[1]).toEqual(['write']);
    expect(watchSentinel(lost, 'b', 3_600)).toEqual([{ at: 'seen', id: 'b' }, []]);
  });

  it('[R11] another writing of it means that the loss went unnoticed', () => {
    expect(watchSentinel(seen, 'b', 0)).toEqual([{ at: 'seen', id: 'b' }, ['register-all']]);
  });

  it('a node that finds none at its start has nothing to register', () => {
    expect(watchSentinel({ at: 'new' }, null, 5)).toEqual([{ at: 'missing', since: 5 }, []]);
  });
});
