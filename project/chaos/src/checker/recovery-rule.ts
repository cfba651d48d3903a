import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Findings, Rule } from './rule.ts';

/** Longest times from the end of all faults, docs/reliability.md. */
export interface RecoveryLimits {
  readonly sendsEndMs: number;
  readonly convergeMs: number;
}

export const RECOVERY_LIMITS: RecoveryLimits = { sendsEndMs: 5_000, convergeMs: 10_000 };

/** How soon after the last fault R3 every send has ended and R6 every device shows everything. Whether it shows everything is another rule. */
export class RecoveryRule implements Rule {
  readonly #limits: RecoveryLimits;
  readonly #findings: Findings;
  readonly #lastShown = new Map<string, number>();
  readonly #lastEnd = { at: 0, what: '' };
  #recoveredAt = 0;

  constructor(limits: RecoveryLimits, findings: Findings) {
    this.#limits = limits;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    switch (event.do) {
      case 'recovered':
        this.#recoveredAt = event.at;
        return;
      case 'show':
        this.#lastShown.set(event.device, event.at);
        return;
      case 'ack':
      case 'refuse':
        if (event.at > this.#lastEnd.at) Object.assign(this.#lastEnd, { at: event.at, what: `${event.device}: “${event.text}”` });
        return;
      default:
    }
  }

  end(): void {
    if (this.#recoveredAt === 0) return;
    const { sendsEndMs, convergeMs } = this.facts;
    if (sendsEndMs > this.#limits.sendsEndMs) this.#findings.add('R3', `${this.#lastEnd.what} ended ${sendsEndMs} ms after the faults`);
    if (convergeMs <= this.#limits.convergeMs) return;
    for (const [device, at] of this.#lastShown) {
      const afterMs = at - this.#recoveredAt;
      if (afterMs > this.#limits.convergeMs) this.#findings.add('R6', `${device} was complete only ${afterMs} ms after the faults`);
    }
  }

  /** 0 without faults, or when all was done before they ended. */
  get facts(): { readonly sendsEndMs: number; readonly convergeMs: number } {
    if (this.#recoveredAt === 0) return { sendsEndMs: 0, convergeMs: 0 };
    const newest = Math.max(0, ...this.#lastShown.values());
    return { sendsEndMs: Math.max(0, this.#lastEnd.at - this.#recoveredAt), convergeMs: Math.max(0, newest - this.#recoveredAt) };
  }
}
