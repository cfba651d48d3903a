import { describe, expect, it } from 'vitest';
import type { Figure } from '../scenario.ts';
import { figureTables } from './figure-tables.ts';

const figure = (over: Partial<Figure>): Figure => ({ name: 'CPU', unit: 'µs', arm: 'godwit', at: { 'rate/s': 1000 }, runs: [1], ...over });

describe('figureTables', () => {
  it('makes one table of equal names: a row for each measured point, a column for each arm', () => {
    const tables = figureTables([
      figure({ runs: [120] }),
      figure({ arm: 'socketio', runs: [240] }),
      figure({ at: { 'rate/s': 4000 }, runs: [60] }),
      figure({ name: 'latency', unit: 'ms', runs: [3] }),
    ]);
    expect(tables).toEqual([
      {
        title: 'CPU, µs',
        columns: ['rate/s', 'godwit', 'socketio'],
        headColumns: 1,
        rows: [
          ['1,000', '120', '240'],
          ['4,000', '60', '–'],
        ],
      },
      { title: 'latency, ms', columns: ['rate/s', 'godwit'], headColumns: 1, rows: [['1,000', '3']] },
    ]);
  });

  it('shows the median and the range of several rounds', () => {
    expect(figureTables([figure({ runs: [5, 1, 3] })])[0]?.rows).toEqual([['1,000', '3 (1 … 5)']]);
    expect(figureTables([figure({ runs: [4, 1, 2, 5] })])[0]?.rows).toEqual([['1,000', '3 (1 … 5)']]);
  });

  it('shows that nothing was measured', () => {
    expect(figureTables([figure({ runs: [] })])[0]?.rows).toEqual([['1,000', '–']]);
  });

  it('takes columns by their names where they are not arms', () => {
    const [table] = figureTables([figure({ column: 'access', runs: [48.04] }), figure({ column: 'logic', runs: [9.876] })]);
    expect(table).toMatchObject({ columns: ['rate/s', 'access', 'logic'], rows: [['1,000', '48.0', '9.88']] });
  });
});
