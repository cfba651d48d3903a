import type { Axis } from '../scenario.ts';

/** Maps values of an axis to positions between `from` and `to`. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const MAX_STEPS = 6;
const STEPS = [1, 2, 5, 10];

/** Linear axes begin at 0; logarithmic ones at the power or its 2- or 5-fold below the least value. */
export function scaleOf({ scale }: Axis, values: readonly number[], from: number, to: number): Scale {
  const ticks = scale === 'log' ? logTicks(values.filter((value) => value > 0)) : linearTicks(values);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const along = scale === 'log' ? Math.log10 : (value: number): number => value;
  const span = along(high) - along(low) || 1;
  return { ticks, at: (value) => from + ((along(Math.max(value, low)) - along(low)) / span) * (to - from) };
}

function linearTicks(values: readonly number[]): number[] {
  const high = Math.max(0, ...values) || 1;
  const power = 10 ** Math.floor(Math.log10(high / MAX_STEPS));
  const step = power * (STEPS.find((one) => power * one * MAX_STEPS >= high) ?? 10);
  return Array.from({ length: Math.ceil(high / step - 1e-9) + 1 }, (_, index) => index * step);
}

function logTicks(values: readonly number[]): number[] {
  if (values.length === 0) return [1, 10];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const ticks = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high * 10; power *= 10) ticks.push(power, 2 * power, 5 * power);
  const first = ticks.findLastIndex((tick) => tick <= low * (1 + 1e-9));
  const last = ticks.findIndex((tick) => tick >= high * (1 - 1e-9));
  return ticks.slice(first, Math.max(last, first + 1) + 1);
}
