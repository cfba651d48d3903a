import { expect, it } from 'vitest';
import type { Registry } from '../session/registry.js';
import { Announcements } from './announcements.js';

const frame = (n: number): Uint8Array => new Uint8Array([n]);

/** Sessions that write down what they get, in place of the ones of a node. */
function node(count: number): {
  registry: Registry;
  got: number[];
  sessions: Map<number, { handle: number; deliver: (lane: string, f: Uint8Array) => void }>;
} {
  const got: number[] = [];
  const sessions = new Map(
    Array.from(
      { length: count },
      (_, handle) => [handle, { handle, deliver: (_lane: string, f: Uint8Array) => void got.push(f[0]!) }] as const,
    ),
  );
  const registry = { sessions: () => sessions.values(), get: (handle: number) => sessions.get(handle) } as unknown as Registry;
  return { registry, got, sessions };
}

it('[F-88] reach every session once, at most 1,000 in a second, one notice after the other', () => {
  const { registry, got } = node(1_500);
  const announcements = new Announcements(registry);
  announcements.tick(0);
  expect([announcements.add(frame(1)), announcements.add(frame(2))]).toEqual([true, true]);
  for (let ms = 250; ms <= 1_000; ms += 250) announcements.tick(ms);
  expect(got.length).toBe(1_000);
  for (let ms = 1_250; ms <= 4_000; ms += 250) announcements.tick(ms);
  expect(got).toEqual([...Array.from({ length: 1_500 }, () => 1), ...Array.from({ length: 1_500 }, () => 2)]);
});

it('[F-88] do not burst after a pause, and forget sessions that have ended', () => {
  const { registry, got, sessions } = node(3_000);
  const announcements = new Announcements(registry);
  announcements.add(frame(1));
  announcements.tick(60_000);
  expect(got.length).toBe(1_000);
  for (let handle = 1_000; handle < 2_900; handle++) sessions.delete(handle);
  announcements.tick(62_000);
  announcements.tick(63_000);
  expect(got.length).toBe(1_100);
});

it('[F-88] are dropped when too many wait', () => {
  const announcements = new Announcements(node(1).registry);
  const taken = Array.from({ length: 20 }, (_, n) => announcements.add(frame(n)));
  expect(taken.filter(Boolean).length).toBe(16);
});
