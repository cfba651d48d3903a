import { isId } from '@godwit/shared/ids/id';
import { expect, it } from 'vitest';
import { clientMsgIds } from './client-msg-id.js';

it('[R4] a client id is 41 bits of ms and 22 random bits', () => {
  const now = Date.UTC(2026, 10, 20, 9, 27, 44, 123);
  const id = clientMsgIds(() => 0.75)(now);
  expect(isId(id)).toBe(true);
  expect(BigInt(id) >> 22n).toBe(BigInt(now - Date.UTC(2026, 0, 1)));
  expect(BigInt(id) & ((1n << 22n) - 1n)).toBe(3n << 20n);
});

it('[R4] a device never makes the same id twice, even within a ms, after the last random value, and when the clock goes back', () => {
  const next = clientMsgIds(() => 1 - 2 ** -30);
  const now = Date.UTC(2026, 10, 20);
  const ids = [now, now, now, now - 5_000, now, now + 1].map(next);
  expect(new Set(ids).size).toBe(ids.length);
});
