import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Rule } from './rule.ts';

/** How long devices were without a link. Judges nothing: that a device comes back too late shows in its sends and entries. */
export class AbsenceRule implements Rule {
  readonly #goneAt = new Map<string, number>();
  readonly #absencesMs: number[] = [];

  take(event: LedgerEvent): void {
    if (event.do === 'close' && !this.#goneAt.has(event.device)) this.#goneAt.set(event.device, event.at);
    if (event.do !== 'connect') return;
    const goneAt = this.#goneAt.get(event.device);
    if (goneAt !== undefined) this.#absencesMs.push(event.at - goneAt);
    this.#goneAt.delete(event.device);
  }

  end(): void {
    this.#absencesMs.sort((a, b) => a - b);
  }

  get facts(): { readonly absences: number; readonly absenceP50Ms: number; readonly absenceP99Ms: number } {
    const at = (share: number): number => this.#absencesMs[Math.floor(this.#absencesMs.length * share)] ?? 0;
    return { absences: this.#absencesMs.length, absenceP50Ms: at(0.5), absenceP99Ms: at(0.99) };
  }
}
