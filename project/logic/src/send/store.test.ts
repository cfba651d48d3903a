import pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { EntryToCommit } from '../store/entry-to-commit.js';
import { NoConnectionError } from '../store/query-failure.js';
import { storeEntries } from './store.js';

const entry = (conversationId: string, clientMsgId: string): EntryToCommit => ({
  conversationId,
  clientMsgId,
  membershipVersion: 1,
  counted: false,
  memberRowId: '1',
  senderId: '1',
  messageId: '1',
  kind: 0,
  targetSeq: 0,
  body: new Uint8Array(0),
  unquoted: new Uint8Array(0),
  mentions: [],
  files: [],
});

function answered(code: string): Error {
  const error = new pg.DatabaseError('refused', 0, 'error');
  error.code = code;
  return error;
}

/** Commits unless the batch holds a bad entry; notes what it was asked. */
async function run(entries: EntryToCommit[], bad: Record<string, Error>): Promise<{ outcome: string[]; batches: string[] }> {
  const batches: string[] = [];
  const stored = await storeEntries(
    {
      commit: (batch) => {
        batches.push(batch.map((e) => e.clientMsgId).join(''));
        const failing = batch.find((e) => e.clientMsgId in bad);
        if (failing !== undefined) return Promise.reject(bad[failing.clientMsgId]!);
        return Promise.resolve(batch.map(() => ({ at: 'placed', seq: 1, countableNo: 1, createdAt: 1, unquoted: false }) as const));
      },
      onFailure: () => undefined,
    },
    entries,
  );
  return { outcome: stored.map((s) => s.at), batches };
}

const four = [entry('1', 'a'), entry('2', 'b'), entry('2', 'c'), entry('3', 'd')];

describe('[C5] a refused batch', () => {
  it('is repeated by conversation, then entry by entry, so that only the bad entry fails', async () => {
    const { outcome, batches } = await run(four, { b: answered('23505') });
    expect(outcome).toEqual(['placed', 'failed', 'placed', 'placed']);
    expect(batches).toEqual(['abcd', 'a', 'bc', 'b', 'c', 'd']);
  });

  it.each([
    ['an answer that did not come', 'unknown', new Error('Query read timeout')],
    ['a held row', 'failed', answered('55P03')],
  ])('[R9] places nothing of a conversation behind an entry that will be repeated, after %s', async (_what, at, error) => {
    const entries = [entry('1', 'a'), entry('1', 'b'), entry('1', 'c'), entry('2', 'd')];
    let asked = 0;
    const bad = {
      get b(): Error {
        return (asked += 1) < 3 ? answered('23505') : error;
      },
    };
    const { outcome, batches } = await run(entries, bad);
    expect(outcome).toEqual(['placed', at, 'failed', 'placed']);
    expect(batches).toEqual(['abcd', 'abc', 'a', 'b', 'd']);
  });

  it('waits for a held row once more, not once for each entry', async () => {
    const { outcome, batches } = await run(four, { b: answered('55P03'), c: answered('55P03') });
    expect(outcome).toEqual(['placed', 'failed', 'failed', 'placed']);
    expect(batches).toEqual(['abcd', 'a', 'bc', 'd']);
  });
});

describe('[R15] a batch for which there was no connection', () => {
  it('is refused at once and as a whole, so that its senders come again as soon as PostgreSQL accepts', async () => {
    const { outcome, batches } = await run(four, { b: new NoConnectionError('no connection to PostgreSQL') });
    expect(outcome).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(batches).toEqual(['abcd']);
  });
});

describe('[R2] a batch without an answer', () => {
  it.each([
    ['a broken connection', new Error('Connection terminated unexpectedly')],
    ['a silent server', new Error('Query read timeout')],
    ['a shutdown', answered('57P01')],
    ['a crash', answered('57P02')],
  ])('is unknown after %s: not repeated, not answered', async (_what, error) => {
    expect(await run(four, { a: error })).toEqual({ outcome: ['unknown', 'unknown', 'unknown', 'unknown'], batches: ['abcd'] });
  });
});
