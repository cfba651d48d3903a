import { describe, expect, it } from 'vitest';
import { type KeptList, mergeList } from './merge-list.js';

interface Item {
  readonly id: string;
  readonly name: string;
}

const rules = { keyOf: ({ id }: Item) => id, compare: (a: Item, b: Item) => (a.name < b.name ? -1 : 1) };
const item = (id: string, name: string): Item => ({ id, name });
const kept: KeptList<Item> = { version: '1.1', items: [item('1', 'a'), item('2', 'c')] };
const changes = { version: '2.2', full: false, removed: [] };

describe('[F-65] the changes of a list', () => {
  it('put what is new and different in its place and take out what is gone', () => {
    const merged = mergeList(kept, { ...changes, removed: ['1', '9'] }, [item('2', 'z'), item('3', 'b')], rules);
    expect(merged).toEqual({ version: '2.2', items: [item('3', 'b'), item('2', 'z')] });
  });

  it('may come twice', () => {
    const once = mergeList(kept, { ...changes, removed: ['1'] }, [item('3', 'b')], rules);
    expect(mergeList(once, { ...changes, removed: ['1'] }, [item('3', 'b')], rules)).toEqual(once);
  });

  it('are everything when they are full', () => {
    expect(mergeList(kept, { ...changes, full: true }, [item('4', 'x')], rules)).toEqual({ version: '2.2', items: [item('4', 'x')] });
  });

  it('leave the same array when there are none', () => {
    expect(mergeList(kept, changes, [], rules).items).toBe(kept.items);
  });
});
