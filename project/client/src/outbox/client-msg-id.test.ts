import { isId } from '@godwit/shared/ids/id';
import { expect, it } from 'vitest';
import { clientMsgId } from './client-msg-id.js';

it('[R4] a client id is 41 bits of ms and 22 random bits', () => {
  const now = Date.UTC(2026, 10, 20, 9, 27, 44, 123);
  const id = clientMsgId(now, () => 0.75);
  expect(isId(id)).toBe(true);
  expect(BigInt(id) >> 22n).toBe(BigInt(now - Date.UTC(2026, 0, 1)));
  expect(BigInt(id) & ((1n << 22n) - 1n)).toBe(3n << 20n);
});
