import { expect, it } from 'vitest';
import { type Lookup, type LookupEvent, newLookup, stepLookup } from './lookup.js';

const run = (...events: LookupEvent[]): readonly [Lookup, readonly (readonly string[])[]] =>
  events.reduce<readonly [Lookup, readonly (readonly string[])[]]>(
    ([state, asked], event) => {
      const [next, effects] = stepLookup(state, event, true);
      return [next, [...asked, ...effects.flatMap((e) => (e.do === 'ask' ? [e.ids] : []))]];
    },
    [newLookup(), []],
  );

it('[R22] asks again for what an answer had no room for', () => {
  const [, asked] = run(
    { type: 'wanted', ids: ['1', '2', '3'] },
    { type: 'wanted', ids: ['4'] },
    { type: 'answered', found: ['2'], done: false },
    { type: 'answered', found: ['1', '3'], done: false },
    { type: 'answered', found: ['4'], done: true },
  );
  expect(asked).toEqual([['1', '2', '3'], ['1', '3', '4'], ['4']]);
});

it('asks no more for what does not exist, nor where an answer has nothing', () => {
  expect(run({ type: 'wanted', ids: ['1', '2'] }, { type: 'answered', found: ['2'], done: true })[1]).toEqual([['1', '2']]);
  expect(run({ type: 'wanted', ids: ['1', '2'] }, { type: 'answered', found: [], done: false })[1]).toEqual([['1', '2']]);
});
