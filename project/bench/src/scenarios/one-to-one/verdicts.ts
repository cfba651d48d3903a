import { numberText } from '../../report/number-text.ts';
import type { Verdict } from '../../scenario.ts';
import { atMost } from '../verdicts/limit-verdict.ts';
import { cpuPerMessage, p99Ms, type SampleSet } from './sample-set.ts';

// The first figure is what must be met, the second the next goal.
const P1_RATES = [8_000, 12_000] as const;
const P2_RATIOS = [1, 0.67] as const;
const P2_RATES = [4_000, 8_000];
const P3_MICROS = [10, 6] as const;
const P14 = { rate: 1_000, ms: 5 };

/** Targets whose rates were not measured have no verdict; those that were measured and voided are void. */
export function verdicts(samples: SampleSet): Verdict[] {
  return [nothingLost(samples), ...highestRate(samples), ...cpuRatios(samples), ...logicCpu(samples), ...latencyWhenQuiet(samples)];
}

/** Of all runs: what was lost in one that is void for its figures was lost. */
function nothingLost({ all }: SampleSet): Verdict {
  const ours = all.filter(({ arm }) => arm === 'godwit');
  const wrongs = ours.flatMap(({ rate, run }) => run.wrongs.map((wrong) => `${rate}/s: ${wrong}`));
  const messages = ours.reduce((sum, { run }) => sum + run.delivered, 0);
  return {
    target: 'P1',
    anyMachine: true,
    claim: 'nothing acked is lost, doubled or disordered, and all of it is in PostgreSQL',
    measured: wrongs.length === 0 ? `0 of ${numberText(messages)} messages` : wrongs.join('; '),
    result: ours.length === 0 ? 'void' : wrongs.length === 0 ? 'met' : 'missed',
  };
}

function highestRate(samples: SampleSet): Verdict[] {
  const [first, next] = P1_RATES;
  if (!samples.rates.some((rate) => rate >= first)) return [];
  const highest = samples.highestRate('godwit');
  const void_ = highest < first && samples.rates.some((rate) => rate >= first && samples.at('godwit', rate).length === 0);
  return [
    {
      target: 'P1',
      claim: `highest rate with P99 < 50 ms and nothing lost ≥ ${numberText(first)}/s`,
      measured: `${numberText(highest)}/s${highest < next ? ` (next goal ${numberText(next)}/s)` : ''}`,
      result: void_ ? 'void' : highest >= first ? 'met' : 'missed',
    },
  ];
}

function cpuRatios(samples: SampleSet): Verdict[] {
  if (!samples.arms.includes('socketio')) return [];
  return P2_RATES.filter((rate) => samples.rates.includes(rate)).map((rate) => {
    const runs = samples.ratios('godwit', 'socketio', rate, cpuPerMessage);
    const claim = `server CPU per message at ${numberText(rate)}/s, as a share of socketio's,`;
    return atMost(P2_RATIOS[0], { target: 'P2', claim, runs, unit: '' }, P2_RATIOS[1]);
  });
}

function logicCpu(samples: SampleSet): Verdict[] {
  const rate = Math.max(0, ...samples.rates.filter((one) => one >= P1_RATES[0] && samples.at('godwit', one).length > 0));
  if (rate === 0) return [];
  const runs = samples.at('godwit', rate).map(({ run }) => run.cpuMicrosPerMessage['logic'] ?? NaN);
  const claim = `CPU of logic per message at ${numberText(rate)}/s`;
  return [atMost(P3_MICROS[0], { target: 'P3', claim, runs, unit: 'µs' }, P3_MICROS[1])];
}

function latencyWhenQuiet(samples: SampleSet): Verdict[] {
  if (!samples.rates.includes(P14.rate)) return [];
  const runs = samples.at('godwit', P14.rate).map(p99Ms);
  return [atMost(P14.ms, { target: 'P14', claim: `P99 at ${numberText(P14.rate)}/s`, runs, unit: 'ms' })];
}
