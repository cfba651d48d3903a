import { describe, expect, it } from 'vitest';
import type { SessionRef } from '../session-ref.js';
import { textEntry } from '../testing/messages.js';
import { testId } from '../testing/people.js';
import { batchSize, type BatchDone, CommitLanes, MAX_QUEUED_BYTES, MAX_QUEUED_ENTRIES } from './lanes.js';
import type { PendingEntry } from './pending-entry.js';

const session: SessionRef = { node: 'n', handle: 1 };
const origin = { ...session, userId: '7', lane: 'live', ref: 0, expiresAt: Infinity } as const;
const pending = (clientMsgId = testId(), conversationId = '1', body = new Uint8Array(10)): PendingEntry => ({
  request: { origin, conversationId },
  entry: { ...textEntry('x', clientMsgId), body },
  attempts: 0,
});
const done = (fields: Partial<BatchDone> = {}): BatchDone => ({ again: [], publish: () => Promise.resolve(), ...fields });

describe('a commit lane', () => {
  it('commits what has gathered while the previous batch was under way, in order', async () => {
    const batches: string[][] = [];
    const release: (() => void)[] = [];
    const lanes = new CommitLanes(1, (batch) => {
      batches.push(batch.map((p) => p.entry.clientMsgId));
      return new Promise((resolve) =>
        release.push(() => {
          resolve(done());
        }),
      );
    });
    const [a, b, c] = [pending(), pending(), pending()];
    lanes.enqueue('1', [a]);
    await new Promise((resolve) => setImmediate(resolve));
    lanes.enqueue('1', [b]);
    lanes.enqueue('1', [c]);
    expect(batches).toEqual([[a.entry.clientMsgId]]);
    release[0]!();
    await new Promise((resolve) => setImmediate(resolve));
    release[1]!();
    await lanes.finish();
    expect(batches).toEqual([[a], [b, c]].map((batch) => batch.map((p) => p.entry.clientMsgId)));
  });

  it('puts what must go round again in front, and publishes batches one after another', async () => {
    const [a, b] = [pending(), pending()];
    const seen: string[] = [];
    let first = true;
    const lanes = new CommitLanes(1, (batch) => {
      seen.push(`commit ${batch.map((p) => p.entry.clientMsgId).join(' ')}`);
      const again = first ? [a] : [];
      if (first) lanes.enqueue('1', [b]);
      first = false;
      return Promise.resolve(done({ again, publish: () => Promise.resolve().then(() => void seen.push('published')) }));
    });
    lanes.enqueue('1', [a]);
    await lanes.finish();
    const [idA, idB] = [a.entry.clientMsgId, b.entry.clientMsgId];
    expect(seen).toEqual([`commit ${idA}`, `commit ${idA} ${idB}`, 'published', 'published']);
  });

  it('[O10] refuses what exceeds 10,000 entries or 64 MB, all or nothing', () => {
    const never = (): Promise<BatchDone> => new Promise(() => undefined);
    const byCount = new CommitLanes(1, never);
    const many = Array.from({ length: MAX_QUEUED_ENTRIES }, () => pending());
    expect([byCount.enqueue('1', many), byCount.enqueue('1', [pending()]), byCount.entries]).toEqual([true, false, MAX_QUEUED_ENTRIES]);
    const byBytes = new CommitLanes(1, never);
    const half = new Uint8Array(MAX_QUEUED_BYTES / 2);
    expect([
      byBytes.enqueue('1', [pending(undefined, '1', half)]),
      byBytes.enqueue('1', [pending(undefined, '1', half)]),
      byBytes.enqueue('1', [pending()]),
    ]).toEqual([true, true, false]);
    expect(byBytes.bytes).toBe(MAX_QUEUED_BYTES);
  });

  it('is always the same for a conversation, and conversations spread over all lanes', async () => {
    const batches: string[][] = [];
    const lanes = new CommitLanes(4, (batch) => {
      batches.push(batch.map((p) => p.request.conversationId));
      return Promise.resolve(done());
    });
    // Snowflakes of a quiet system: the low 22 bits are zero.
    const ids = Array.from({ length: 400 }, (_, i) => String(BigInt(i + 1) << 22n));
    for (const id of [...ids, ...ids]) lanes.enqueue(id, [pending(undefined, id)]);
    await lanes.finish();
    expect(batches.length).toBe(4);
    for (const batch of batches) expect(batch.length).toBeGreaterThan(100);
    expect(batches.flat().length).toBe(800);
  });
});

describe('a batch', () => {
  it('[P10] has the entries that the lanes are made with at most', async () => {
    const sizes: number[] = [];
    const commit = (batch: readonly PendingEntry[]): Promise<BatchDone> => {
      sizes.push(batch.length);
      return Promise.resolve(done());
    };
    const lanes = new CommitLanes(1, commit, 2);
    lanes.enqueue('1', [pending(), pending(), pending()]);
    await lanes.finish();
    expect(sizes).toEqual([2, 1]);
  });

  it('ends before a repeated id, after 256 entries, and before 512 KB', () => {
    const twice = pending('5');
    expect(batchSize([pending(), twice, pending(), twice, pending()])).toBe(3);
    expect(batchSize([twice, { ...pending('5'), request: { origin: { ...origin, userId: '8' }, conversationId: '1' } }])).toBe(2);
    expect(batchSize(Array.from({ length: 300 }, () => pending()))).toBe(256);
    expect(batchSize(Array.from({ length: 10 }, () => pending(undefined, '1', new Uint8Array(200 * 1024))))).toBe(2);
    expect(batchSize([pending(undefined, '1', new Uint8Array(900 * 1024))])).toBe(1);
  });
});
