import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../ledger/memory-ledger.ts';
import type { Battlefield, Fault, FaultKind, Part } from './fault.ts';
import { runFaults } from './run-faults.ts';
import { LONG_DECK, schedule, SMOKE_DECK } from './schedule.ts';

const names = (seed: number, count: number): string[] =>
  schedule(seed, SMOKE_DECK, (faults) => faults.length >= count).map(({ name }) => name);

describe('a schedule of faults', () => {
  it('is repeated by its seed and by no other', () => {
    expect(names(7, 30)).toEqual(names(7, 30));
    expect(names(7, 30)).not.toEqual(names(8, 30));
  });

  it('has every kind once before any comes again', () => {
    const kinds: FaultKind[] = ['a', 'b', 'c'].map((name) => () => fault(name, 'redis'));
    const dealt = schedule(1, kinds, (faults) => faults.length >= 6).map(({ name }) => name);
    expect(dealt.slice(0, 3).sort()).toEqual(['a', 'b', 'c']);
    expect(dealt.slice(3).sort()).toEqual(['a', 'b', 'c']);
  });

  it('kills each of logic, NATS, Redis and PostgreSQL in every deck', () => {
    for (const deck of [SMOKE_DECK, LONG_DECK]) {
      const killed = schedule(1, deck, (faults) => faults.length >= deck.length).filter(({ kill }) => kill);
      const parts = killed.map(({ part }) => part);
      for (const part of ['logic', 'nats', 'redis', 'postgres']) expect(parts).toContain(part);
    }
  });
});

describe('faults', () => {
  it('overlap only where they hit different parts, and all are in the ledger', async () => {
    const running = new Set<Part>();
    let most = 0;
    const tracked = (name: string, part: Part): Fault => ({
      ...fault(name, part),
      async run() {
        if (running.has(part)) throw new Error(`${part} twice`);
        running.add(part);
        most = Math.max(most, running.size);
        await sleep(5);
        running.delete(part);
      },
    });
    const ledger = new MemoryLedger();
    const faults = ['access', 'access', 'access', 'logic', 'logic', 'nats'].map((part, n) => tracked(String(n), part as Part));
    await runFaults(faults, {
      field: {} as Battlefield,
      ledger,
      atOnce: 2,
      due: () => true,
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(most).toBe(2);
    for (const what of ['fault', 'heal']) {
      expect(
        ledger.events
          .filter((event) => event.do === what)
          .map((event) => 'fault' in event && event.fault)
          .sort(),
      ).toEqual(['0', '1', '2', '3', '4', '5']);
    }
  });

  it('that cannot be made end the run', async () => {
    const broken: Fault = { ...fault('broken', 'nats'), run: () => Promise.reject(new Error('no proxy')) };
    const options = { field: {} as Battlefield, ledger: new MemoryLedger(), atOnce: 1, due: () => true, progress: () => undefined };
    await expect(runFaults([broken], { ...options, signal: new AbortController().signal })).rejects.toThrow('no proxy');
  });

  it('that are being healed are healed before a broken one ends the run', async () => {
    let healed = false;
    const slow: Fault = { ...fault('slow', 'redis'), run: () => sleep(30).then(() => void (healed = true)) };
    const broken: Fault = { ...fault('broken', 'nats'), run: () => Promise.reject(new Error('no proxy')) };
    const options = { field: {} as Battlefield, ledger: new MemoryLedger(), atOnce: 2, due: () => true, progress: () => undefined };
    await expect(runFaults([slow, broken], { ...options, signal: new AbortController().signal })).rejects.toThrow('no proxy');
    expect(healed).toBe(true);
  });
});

const fault = (name: string, part: Part): Fault => ({ name, part, kill: false, run: () => Promise.resolve() });
