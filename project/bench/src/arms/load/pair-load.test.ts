import { expect, it } from 'vitest';
import { Tally } from '../../generator/tally.ts';
import { PairLoad } from './pair-load.ts';

interface Setup {
  readonly tally: Tally;
  readonly pair: PairLoad;
  readonly delivered: (number: number) => void;
  readonly batches: (readonly number[])[];
}

/** `count` messages that are measured and due. */
function scheduled(count: number): Setup {
  const tally = new Tally();
  const batches: (readonly number[])[] = [];
  const pair = new PairLoad(tally, (numbers) => batches.push(numbers));
  for (let n = 0; n < count; n += 1) pair.schedule(performance.now(), true);
  return { tally, pair, batches, delivered: pair.receiver() };
}

it('has one batch in flight, and what is due meanwhile joins the next one of at most 64', () => {
  const { pair, batches } = scheduled(70);
  expect(batches).toEqual([[1]]);
  pair.acked(1);
  expect(batches[1]).toEqual(Array.from({ length: 64 }, (_, n) => n + 2));
  pair.acked(63);
  expect(batches).toHaveLength(2);
  pair.acked(1);
  expect(batches[2]).toEqual([66, 67, 68, 69, 70]);
});

it('counts what is stored and delivered', () => {
  const { tally, pair, delivered } = scheduled(2);
  for (const number of [1, 2]) {
    pair.acked(1);
    delivered(number);
  }
  expect(tally.counts).toMatchObject({ scheduled: 2, acked: 2, delivered: 2, doubled: 0, disordered: 0, refused: 0 });
  expect([tally.acks.count, tally.deliveries.count]).toEqual([2, 2]);
});

it('misses a message that is not delivered', () => {
  const { tally, pair, delivered } = scheduled(2);
  pair.acked(1);
  pair.acked(1);
  delivered(2);
  expect(tally.counts).toMatchObject({ scheduled: 2, delivered: 1 });
});

it('counts a delivery that comes twice, or was never sent, as doubled and not as delivered', () => {
  const { tally, delivered } = scheduled(1);
  delivered(1);
  delivered(1);
  delivered(7);
  expect(tally.counts).toMatchObject({ delivered: 1, doubled: 2 });
});

it('counts a delivery behind a later one as disordered', () => {
  const { tally, pair, delivered } = scheduled(3);
  pair.acked(1);
  for (const number of [1, 3, 2]) delivered(number);
  expect(tally.counts).toMatchObject({ delivered: 3, disordered: 1 });
});

it('counts a refused batch, goes on with the next one and does not await the refused', () => {
  const { tally, pair, delivered, batches } = scheduled(2);
  pair.refused();
  expect(batches).toEqual([[1], [2]]);
  pair.acked(1);
  delivered(2);
  expect(tally.counts).toMatchObject({ expected: 1, acked: 1, delivered: 1, refused: 1 });
});

it('leaves the warm-up out of the counts', () => {
  const tally = new Tally();
  const pair = new PairLoad(tally, () => undefined);
  pair.schedule(performance.now(), false);
  pair.acked(1);
  pair.receiver()(1);
  expect(tally.counts).toMatchObject({ scheduled: 0, acked: 0, ackedInAll: 1, delivered: 0 });
});

it('counts each copy of a group, and what one receiver misses or sees twice is not made good by another', () => {
  const tally = new Tally();
  const group = new PairLoad(tally, () => undefined, 2);
  const [first, second] = [group.receiver(), group.receiver()];
  for (let n = 0; n < 2; n += 1) {
    group.schedule(performance.now(), true);
    group.acked(1);
  }
  for (const number of [1, 2, 1]) first(number);
  second(2);
  expect(tally.counts).toMatchObject({ scheduled: 2, expected: 4, delivered: 3, doubled: 1 });
});
