// One change of the source that breaks a promise on purpose. Its scenario must notice: a check that was never seen red is not trusted.

export interface Change {
  /** Source file from the root of the repository, e.g. `project/logic/src/send/publish.ts`; also of project/client. */
  readonly file: string;
  /** Occurs exactly once in the file; otherwise the run fails, so a mutant cannot rot unnoticed. */
  readonly find: string;
  readonly replace: string;
}

export interface Mutant extends Change {
  /** kebab-case, says what is broken, e.g. `ack-before-commit`. */
  readonly name: string;
  /** The scenario must give at least one finding with one of these ids. */
  readonly ids: readonly string[];
  /** Name of the scenario. */
  readonly scenario: string;
  /** Where one change is not enough. */
  readonly also?: readonly Change[];
  /** What is broken, in one sentence. */
  readonly about: string;
}
