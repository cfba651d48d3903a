import { describe, expect, it } from 'vitest';
import { ListReceiver, ListSender } from './list-change.js';

interface Row {
  readonly key: string;
  readonly value: number;
}

const keyOf = ({ key }: Row): string => key;
const same = (row: Row): Row => row;
const row = (key: string, value = 0): Row => ({ key, value });
/** What a channel makes of it. */
const copied = <T>(value: T): T => structuredClone(value);

describe('[U-22] lists on their way to a tab', () => {
  it('the first is told, also when it is empty; after that only what has changed', () => {
    const sender = new ListSender(keyOf, same);
    const [a, b] = [row('a'), row('b')];
    expect(sender.change([])).toEqual({ keys: [], items: [] });
    expect(sender.change([a, b])).toEqual({ keys: ['a', 'b'], items: [a, b] });
    expect(sender.change([a, b])).toBeUndefined();
    expect(sender.change([a, row('b', 1)])).toEqual({ items: [row('b', 1)] });
    expect(sender.change([row('c'), a])).toEqual({ keys: ['c', 'a'], items: [row('c')] });
  });

  it('a change of a list that was left does not reach the one that was begun after it', () => {
    const sender = new ListSender(keyOf, same);
    const [a, b] = [row('a'), row('b')];
    sender.change([a]);
    const late = sender.change([a, b])!;
    const receiver = new ListReceiver(keyOf);
    receiver.apply(late);
    expect(receiver.list).toEqual([]);
    receiver.apply(new ListSender(keyOf, same).change([b])!);
    receiver.apply(late);
    expect(receiver.list).toEqual([b]);
  });

  it('after any changes a tab has the same list, and the same objects for what did not change', () => {
    const sender = new ListSender(keyOf, same);
    const receiver = new ListReceiver(keyOf);
    let list: readonly Row[] = [];
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const step = (): readonly Row[] => {
      const at = random(list.length + 1);
      switch (random(4)) {
        case 0:
          return [...list.slice(0, at), row(`k${String(seed)}`), ...list.slice(at)];
        case 1:
          return list.filter((_, i) => i !== at);
        case 2:
          return list.map((item, i) => (i === at ? row(item.key, seed) : item));
        default:
          return [...list.slice(at), ...list.slice(0, at)];
      }
    };
    for (let i = 0; i < 2_000; i++) {
      const before = new Map(receiver.list.map((item) => [item.key, item]));
      list = list.length > 60 ? [] : step();
      const change = sender.change(list);
      if (change !== undefined) receiver.apply(copied(change));
      expect(receiver.list).toEqual(list);
      for (const item of receiver.list) if (before.get(item.key)?.value === item.value) expect(item).toBe(before.get(item.key));
    }
  });
});
