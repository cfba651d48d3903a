import type { LedgerEvent } from '../ledger/ledger-event.ts';

/** One promise as seen by users. Takes every event of one ledger after the other, then judges. */
export interface Rule {
  take(event: LedgerEvent): void;
  end(): void;
}

/** Collects what was found. Bounded: a lost table gives one line with its number, not a million. */
export class Findings {
  readonly #found = new Map<string, { readonly examples: string[]; count: number }>();

  add(id: string, found: string): void {
    const known = this.#found.get(id) ?? { examples: [], count: 0 };
    this.#found.set(id, known);
    known.count += 1;
    if (known.examples.length < EXAMPLES) known.examples.push(found);
  }

  list(): { readonly id: string; readonly found: string }[] {
    return [...this.#found].flatMap(([id, { examples, count }]) => [
      ...examples.map((found) => ({ id, found })),
      ...(count > examples.length ? [{ id, found: `and ${count - examples.length} more` }] : []),
    ]);
  }
}

const EXAMPLES = 5;
