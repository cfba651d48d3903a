import { afterEach, expect, it, vi } from 'vitest';
import type { CatchUpEffect } from '../inbox/catch-up.js';
import { asPushed, type CachedEntry } from '../inbox/cached-entry.js';
import type { Gap, GapEffect, GapEvent } from '../inbox/gap.js';
import type { Inbox } from '../inbox/inbox.js';
import type { LaneEffect, LaneEvent, OutboxLane } from '../outbox/lane.js';
import type { Entry } from '../wire.js';
import type { ServerModel } from './server-model.js';

// A check never seen red is not trusted: every break below must be found by the checker within these schedules.

const SCHEDULES = 3_000;

type Module = Record<string, unknown>;
type StepLane = (lane: OutboxLane, event: LaneEvent, context: unknown) => readonly [OutboxLane, readonly LaneEffect[]];
type StepGap = (gap: Gap, event: GapEvent, random: unknown) => readonly [Gap, readonly GapEffect[]];

interface Mutant {
  readonly name: string;
  /** Beginning of a finding that it must cause. */
  readonly breaks: RegExp;
  readonly file?: string;
  readonly mutate?: (actual: Module) => Module;
  readonly lyingDisk?: boolean;
}

const lane = (change: (result: ReturnType<StepLane>, before: OutboxLane, event: LaneEvent) => ReturnType<StepLane>) => ({
  file: '../outbox/lane.js',
  mutate: (actual: Module): Module => ({
    ...actual,
    stepLane: (before: OutboxLane, event: LaneEvent, context: unknown) =>
      change((actual['stepLane'] as StepLane)(before, event, context), before, event),
  }),
});

const gap = (change: (step: StepGap) => StepGap) => ({
  file: '../inbox/gap.js',
  mutate: (actual: Module): Module => ({ ...actual, stepGap: change(actual['stepGap'] as StepGap) }),
});

type ApplyAction = (entry: CachedEntry, action: Entry, me: string) => CachedEntry;

const action = (change: (apply: ApplyAction) => ApplyAction) => ({
  file: '../inbox/apply-action.js',
  mutate: (actual: Module): Module => {
    const applyAction = change(actual['applyAction'] as ApplyAction);
    const applyActions = (entry: CachedEntry, actions: readonly Entry[], me: string): CachedEntry =>
      actions.reduce<CachedEntry>((changed, next) => applyAction(changed, next, me), entry);
    return { ...actual, applyAction, applyActions };
  },
});

const MUTANTS: readonly Mutant[] = [
  {
    name: 'the outbox is not persisted',
    breaks: /^R3/,
    ...lane(([next, effects]) => [next, effects.filter((e) => e.do !== 'write' || !('put' in e.write))]),
  },
  { name: 'the disk says committed before it is', breaks: /^R3/, lyingDisk: true },
  { name: 'nothing is sent again', breaks: /^R3/, ...lane(([next, effects]) => [next, effects.filter((e) => e.do !== 'timer')]) },
  {
    name: 'a second batch goes out before the first is acked',
    breaks: /^R9/,
    ...lane(([next, effects], before, event) => {
      if (event.type !== 'enqueue' || before.flight.at !== 'inflight') return [next, effects];
      const { clientMsgId, kind, targetSeq, body, conversationId } = event.item;
      const up = { kind: 'userMessage' as const, conversationId, entries: [{ clientMsgId, kind, targetSeq, body }] };
      return [next, [...effects, { do: 'send', up, ref: 0, lane: 'live' }]];
    }),
  },
  {
    name: 'an own entry that is pulled does not replace the pending one',
    breaks: /^(R7|R3)/,
    ...lane(([next, effects], before, event) => (event.type === 'covered' ? [before, []] : [next, effects])),
  },
  {
    name: 'an acked item is written again after it was dropped',
    breaks: /^R[37]/,
    ...lane(([next, effects]) => [next, [...effects.filter((e) => e.do !== 'write'), ...effects.filter((e) => e.do === 'write')]]),
  },
  {
    name: 'entries are applied without contiguity',
    breaks: /^R8/,
    ...gap((step) => (state, event, random) => {
      if (event.type !== 'entries') return step(state, event, random);
      const fresh = event.entries.filter((e) => e.seq > state.cursor);
      const last = fresh.at(-1);
      if (!last) return step(state, event, random);
      const ranges = [{ from: 1, to: last.seq }];
      return [
        { ...state, ranges, cursor: last.seq, head: Math.max(state.head, last.seq) },
        [{ do: 'apply', entries: fresh.map(asPushed) }],
      ];
    }),
  },
  {
    name: 'old entries are applied again',
    breaks: /^R[78]/,
    ...gap((step) => (state, event, random) => {
      const [next, effects] = step(state, event, random);
      const old = event.type === 'entries' ? event.entries.filter((e) => e.seq <= state.cursor) : [];
      return old.length > 0 ? [next, [...effects, { do: 'apply', entries: old.map(asPushed) }]] : [next, effects];
    }),
  },
  {
    name: 'a page is applied before its turn',
    breaks: /^R8/,
    ...gap((step) => (state, event, random) => {
      if (event.type !== 'page' || event.page.fromSeq <= state.cursor + 1) return step(state, event, random);
      return step({ ...state, cursor: event.page.fromSeq - 1 }, event, random);
    }),
  },
  {
    name: 'a pull that failed is not tried again',
    breaks: /^R6/,
    ...gap((step) => (state, event, random) => (event.type === 'failed' ? [state, []] : step(state, event, random))),
  },
  {
    name: 'no sync after the first',
    breaks: /^(R6|R3|F-28)/,
    file: '../inbox/catch-up.js',
    mutate: (actual) => ({
      ...actual,
      stepCatchUp: (state: { mark: { since: number } }, event: { type: string }, random: unknown) => {
        const step = actual['stepCatchUp'] as (...args: unknown[]) => readonly [unknown, readonly CatchUpEffect[]];
        return state.mark.since > 0 && event.type !== 'page' ? [state, []] : step(state, event, random);
      },
    }),
  },
  {
    name: 'who left and came back goes on with what he saw before',
    breaks: /^R6/,
    file: '../inbox/inbox.js',
    mutate: (actual) => ({
      ...actual,
      Inbox: class extends (actual['Inbox'] as typeof Inbox) {
        override state(...[state, source, context]: Parameters<Inbox['state']>): ReturnType<Inbox['state']> {
          return super.state({ ...state, member: { ...state.member, minSeq: 1 } }, source, context);
        }
      },
    }),
  },
  {
    name: 'a server goes on telling who was taken out',
    breaks: /^R20/,
    file: './server-model.js',
    mutate: (actual) => ({
      ...actual,
      ServerModel: class extends (actual['ServerModel'] as typeof ServerModel) {
        override turn(...[id, user]: Parameters<ServerModel['turn']>): ReturnType<ServerModel['turn']> {
          const pushes = super.turn(id, user);
          Object.assign(this.conversations.get(id)?.members.get(user) ?? {}, { maxSeq: 0 });
          return pushes;
        }
      },
    }),
  },
  {
    name: 'a client says that it took in a push more than it did',
    breaks: /^R6/,
    file: '../link/state.js',
    mutate: (actual) => ({
      ...actual,
      stepLink: (...args: unknown[]) => {
        const step = actual['stepLink'] as (
          ...a: unknown[]
        ) => readonly [unknown, readonly { do: string; resume?: { received: number } }[]];
        const [state, effects] = step(...args);
        const more = effects.map((e) => (e.resume ? { ...e, resume: { ...e.resume, received: e.resume.received + 1 } } : e));
        return [state, more];
      },
    }),
  },
  {
    name: 'the sync mark is taken from the user version of the last page and a later time',
    breaks: /^(R6|F-28)/,
    file: '../inbox/catch-up.js',
    mutate: (actual) => ({
      ...actual,
      stepCatchUp: (...args: unknown[]) => {
        const [state, effects] = (
          actual['stepCatchUp'] as (
            ...a: unknown[]
          ) => readonly [{ mark: { since: number; userVersion: number } }, readonly CatchUpEffect[]]
        )(...args);
        if (!effects.some((e) => e.do === 'done')) return [state, effects];
        return [{ ...state, mark: { since: state.mark.since + 300_000, userVersion: state.mark.userVersion + 5 } }, effects];
      },
    }),
  },
  {
    name: 'unread is counted up',
    breaks: /^F-28/,
    file: '../inbox/apply-entries.js',
    mutate: (actual) => ({
      ...actual,
      applyEntries: (record: { countableTotal: number }, entries: readonly unknown[], me: string) => ({
        ...(actual['applyEntries'] as (...a: unknown[]) => object)(record, entries, me),
        countableTotal: record.countableTotal + entries.length,
      }),
    }),
  },
  {
    name: 'actions are applied to what is known as of a later seq',
    breaks: /^R6/,
    ...action((apply) => (entry, act, me) => apply({ ...entry, asOf: 0 }, act, me)),
  },
  {
    name: 'the quotes of a recalled message keep its words',
    breaks: /^R21/,
    ...action((apply) => (entry, act, me) => (act.kind === 'recall' && entry.seq !== act.targetSeq ? entry : apply(entry, act, me))),
  },
  {
    name: 'a recall leaves the message as it was',
    breaks: /^R21/,
    ...action((apply) => (entry, act, me) => (act.kind === 'recall' && entry.seq === act.targetSeq ? entry : apply(entry, act, me))),
  },
  {
    name: 'what is cached below a jump is kept',
    breaks: /^R(6|21)/,
    ...gap((step) => (state, event, random) => {
      const [next, effects] = step(state, event, random);
      if (!effects.some((e) => e.do === 'jump')) return [next, effects];
      return [{ ...next, ranges: [...state.ranges, ...next.ranges] }, effects.filter((e) => e.do !== 'jump')];
    }),
  },
  {
    name: 'a page lacks what came in while it was under way',
    breaks: /^R(6|21)/,
    file: '../inbox/recent-actions.js',
    mutate: (actual) => ({ ...actual, brought: (_: unknown, entries: unknown) => entries }),
  },
  {
    name: 'what waits goes on quoting a recalled message',
    breaks: /^R21/,
    ...lane(([next, effects], before, event) => (event.type === 'recalled' ? [before, []] : [next, effects])),
  },
];

afterEach(() => {
  vi.resetModules();
  for (const { file } of MUTANTS) if (file) vi.doUnmock(file);
});

it.each(MUTANTS)('[C41] the checker finds: $name', { timeout: 120_000 }, async ({ breaks, file, mutate, lyingDisk }) => {
  vi.resetModules();
  if (file && mutate) vi.doMock(file, async (original: () => Promise<Module>) => mutate(await original()));
  const { simulate } = await import('./simulate.js');
  const found: string[] = [];
  for (let seed = 1; seed <= SCHEDULES && found.length === 0; seed += 1) {
    const { broken } = await simulate(seed, { lyingDisk: lyingDisk ?? false });
    found.push(...broken.filter((text) => breaks.test(text)).slice(0, 1));
  }
  expect(found).not.toEqual([]);
});
