// What a chaos scenario is: it starts a system of its own, breaks something on purpose and says what did not hold.

export interface ChaosScenario {
  /** Ids of docs/reliability.md that it shows, e.g. `R17`, `O3`. */
  readonly ids: readonly string[];
  /** As on the command line, kebab-case. */
  readonly name: string;
  /** One sentence for the reports: what is broken and what must hold. */
  readonly about: string;
  /** `[]` = everything held. A throw means that nothing was shown, which fails the run too. */
  run(context: ChaosContext): Promise<readonly Finding[]>;
}

export interface ChaosContext {
  readonly seed: number;
  /** A mutated copy of the built repository for startWorld; undefined: the repository itself. */
  readonly root: string | undefined;
  /** `smoke`: small enough for every commit; mutants run at this scale too. */
  readonly scale: 'smoke' | 'full';
  readonly progress: (line: string) => void;
  /** One row of the report, whether it held or not, e.g. ('R6', 'slowest device converged after', '3.1 s', '≤ 10 s'). */
  readonly measured: (id: string, what: string, value: string, threshold: string) => void;
  /** One line of the timeline of the report: a fault with its time, ms since 1970. */
  readonly happened: (what: string, fromMs: number, toMs: number, note?: string) => void;
  /** An empty directory for ledgers and logs. Kept beside the report when something did not hold, removed otherwise. */
  readonly dir: string;
  /** Aborts when the run is stopped or its time is up: close the world and throw. */
  readonly signal: AbortSignal;
}

/** Something that did not hold, with what shows it. */
export interface Finding {
  readonly id: string;
  readonly found: string;
}
