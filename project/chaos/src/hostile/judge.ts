// Turns what was measured into rows of the report, and into findings where a threshold is broken.
import type { ChaosContext, Finding } from '../scenario.ts';

export class Judge {
  readonly findings: Finding[] = [];
  readonly #measured: ChaosContext['measured'];

  constructor({ measured }: Pick<ChaosContext, 'measured'>) {
    this.#measured = measured;
  }

  /** NaN (nothing was measured) does not hold either. */
  atMost(id: string, what: string, value: number, limit: number, unit = ''): void {
    this.holds(id, what, value <= limit, `${round(value)}${unit}`, `≤ ${round(limit)}${unit}`);
  }

  atLeast(id: string, what: string, value: number, limit: number, unit = ''): void {
    this.holds(id, what, value >= limit, `${round(value)}${unit}`, `≥ ${round(limit)}${unit}`);
  }

  exactly(id: string, what: string, value: number | string, wanted: number | string): void {
    this.holds(id, what, value === wanted, String(value), String(wanted));
  }

  holds(id: string, what: string, held: boolean, value: string, threshold: string): void {
    this.#measured(id, what, value, threshold);
    if (!held) this.findings.push({ id, found: `${what}: ${value}, must be ${threshold}` });
  }
}

const round = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1));
