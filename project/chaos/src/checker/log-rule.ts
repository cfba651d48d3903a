import type { Findings, Rule } from './rule.ts';
import type { StoredLog, Truth } from './truth.ts';

/** R5 the numbers of each conversation are 1..n, and its head says n. Looks at the rows alone. */
export class LogRule implements Rule {
  readonly #truth: Truth;
  readonly #findings: Findings;

  constructor(truth: Truth, findings: Findings) {
    this.#truth = truth;
    this.#findings = findings;
  }

  take(): void {
    // no event says anything about rows
  }

  end(): void {
    for (const [id, log] of this.#truth) this.#judge(id, log);
  }

  #judge(id: string, { entries, lastSeq }: StoredLog): void {
    for (const [index, { seq }] of entries.entries()) {
      const before = entries[index - 1]?.seq ?? 0;
      if (seq === before) this.#findings.add('R5', `${id}:${seq} is stored twice`);
      else if (seq !== before + 1) this.#findings.add('R5', `${id}: ${before} is followed by ${seq}`);
    }
    const newest = entries.at(-1)?.seq ?? 0;
    if (newest !== lastSeq) this.#findings.add('R5', `${id}: the newest entry is ${newest} and the head says ${lastSeq}`);
  }
}
