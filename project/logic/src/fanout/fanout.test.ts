import { describe, expect, it } from 'vitest';
import type { SessionRef } from '../session-ref.js';
import { groupByNode } from './fanout.js';
import { type Located, Locations } from './locations.js';
import { answerTo, pushTo } from './outgoing.js';
import { parseLocation } from './read-locations.js';

const at = (node: string, handle: number): SessionRef => ({ node, handle });
const frame = (n: number): Uint8Array => new Uint8Array([n]);

describe('grouping', () => {
  it('makes one list of deliveries for each node, in order, with all handles of a frame together', () => {
    const located: Located = new Map([
      ['1', [at('a', 1), at('b', 2)]],
      ['2', [at('a', 3)]],
      ['3', []],
    ]);
    const grouped = groupByNode(
      [pushTo(['1', '2', '3'], frame(1), { except: at('b', 2) }), pushTo(['1'], frame(2)), answerTo(at('a', 9), 'bulk', frame(3))],
      located,
    );
    expect([...grouped].map(([node, deliveries]) => [node, deliveries.map((d) => [d.handles, d.frame[0], d.counted, d.lane])])).toEqual([
      [
        'a',
        [
          [[1, 3], 1, true, 'live'],
          [[1], 2, true, 'live'],
          [[9], 3, false, 'bulk'],
        ],
      ],
      ['b', [[[2], 2, true, 'live']]],
    ]);
  });

  it('without locations serves only single sessions', () => {
    const grouped = groupByNode([pushTo(['1'], frame(1)), answerTo(at('a', 9), 'live', frame(2))], undefined);
    expect([...grouped.keys()]).toEqual(['a']);
  });
});

describe('locations', () => {
  interface Fixture {
    readonly locations: Locations;
    readonly asked: string[][];
    table: Map<string, SessionRef[]> | undefined;
    clock: number;
  }
  function fixture(): Fixture {
    const state = { asked: [] as string[][], table: new Map<string, SessionRef[]>() as Fixture['table'], clock: 0 };
    const read = (ids: readonly string[]): Promise<Located | undefined> => {
      state.asked.push([...ids]);
      return Promise.resolve(state.table && new Map(ids.map((id) => [id, state.table!.get(id) ?? []])));
    };
    return Object.assign(state, { locations: new Locations(read, () => state.clock) });
  }
  const users = (...ids: string[]): Set<string> => new Set(ids);

  it('are read once for those who are online, every time for those who are not', async () => {
    const f = fixture();
    f.table!.set('1', [at('a', 1)]);
    await f.locations.locate(users('1', '2'));
    const again = await f.locations.locate(users('1', '2'));
    expect(f.asked).toEqual([['1', '2'], ['2']]);
    expect([again?.get('1'), again?.get('2')]).toEqual([[at('a', 1)], []]);
    expect(f.locations.locate(users('1'))).not.toBeInstanceOf(Promise);
  });

  it('are forgotten when the user comes, goes or bounces', async () => {
    const f = fixture();
    f.table!.set('1', [at('a', 1)]);
    for (const change of [
      () => f.locations.online('1', at('a', 2)),
      () => {
        f.locations.drop('1');
      },
      () => f.locations.bounced('a', [5, 1]),
    ]) {
      await f.locations.locate(users('1'));
      const asked = f.asked.length;
      change();
      await f.locations.locate(users('1'));
      expect(f.asked.length).toBe(asked + 1);
    }
    expect(f.locations.bounced('a', [5])).toEqual([]);
    expect(f.locations.bounced('a', [1])).toEqual(['1']);
  });

  it('that changed while they were read are not kept', async () => {
    const f = fixture();
    f.table!.set('1', [at('a', 1)]);
    const reading = f.locations.locate(users('1'));
    f.locations.drop('1');
    await reading;
    await f.locations.locate(users('1'));
    expect(f.asked.length).toBe(2);
  });

  it('[C16] are unknown, not empty, when Redis cannot say', async () => {
    const f = fixture();
    f.table = undefined;
    expect(await f.locations.locate(users('1'))).toBeUndefined();
  });

  it('tell whether a push may have missed a new session', async () => {
    const f = fixture();
    f.table!.set('1', [at('a', 1)]);
    await f.locations.locate(users('1'));
    expect(f.locations.online('1', at('a', 2))).toBe(true);
    await f.locations.locate(users('1'));
    expect(f.locations.online('1', at('a', 1))).toBe(false);
    await f.locations.locate(users('1'));
    f.clock += 60_000;
    expect(f.locations.online('1', at('a', 2))).toBe(false);
  });

  it('are parsed from the lease; anything else is no location', () => {
    expect(parseLocation('access-1-1789|42|web|7|1789')).toEqual(at('access-1-1789', 42));
    for (const text of ['', 'x', '|1|', 'n|x|', 'n|12345678901|', 'n|-1']) expect(parseLocation(text)).toBeUndefined();
  });
});
