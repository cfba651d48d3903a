import { describe, expect, it } from 'vitest';
import type { LoadPlan } from './load-plan.ts';
import { splitPlan } from './split-plan.ts';

const user = { token: 't', deviceId: 'd' };
const plan = (conversations: number): LoadPlan => ({
  nodes: [],
  transport: 'webtransport',
  conversations: Array.from({ length: conversations }, (_, n) => ({ id: String(n), sender: user, receivers: [user] })),
  rate: 1000,
  warmupSeconds: 1,
  seconds: 2,
  bodyBytes: 120,
  connectsAtOnce: 20,
});

describe('splitPlan', () => {
  it('gives each conversation to exactly one process', () => {
    const parts = splitPlan(plan(10), 3);
    expect(parts).toHaveLength(3);
    expect(parts.flatMap(({ conversations }) => conversations.map(({ id }) => Number(id))).sort((a, b) => a - b)).toEqual([
      ...Array(10).keys(),
    ]);
  });

  it('keeps the rate of each conversation and that of all', () => {
    const parts = splitPlan(plan(10), 3);
    for (const { rate, conversations } of parts) expect(rate / conversations.length).toBeCloseTo(100);
    expect(parts.reduce((sum, { rate }) => sum + rate, 0)).toBeCloseTo(1000);
    expect(parts.reduce((sum, { connectsAtOnce }) => sum + connectsAtOnce, 0)).toBeCloseTo(20, -1);
  });

  it('makes no process without a conversation', () => {
    expect(splitPlan(plan(2), 5)).toHaveLength(2);
    expect(splitPlan(plan(2), 1)).toEqual([plan(2)]);
  });
});
