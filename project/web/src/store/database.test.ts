import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { databaseFailure } from './database.js';

const said = (code: string): DatabaseError => Object.assign(new DatabaseError(`said ${code}`, 0, 'error'), { code });
const system = (code: string): Error => Object.assign(new Error(`write ${code}`), { code });

it.each([
  ['a broken pipe', system('EPIPE'), 'UNAVAILABLE'],
  ['a reset', system('ECONNRESET'), 'UNAVAILABLE'],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), 'UNAVAILABLE'],
  ['a server that shuts down', said('57P01'), 'UNAVAILABLE'],
  ['no answer', new Error('Query read timeout'), 'TIMEOUT'],
  ['a statement that took too long', said('57014'), 'TIMEOUT'],
  ['a bug in the statement', said('42601'), undefined],
  ['a bug of ours', new TypeError('x is not a function'), undefined],
])('[R15] knows whose fault it is: %s', (_what, error, failure) => {
  expect(databaseFailure(error)).toBe(failure);
});
