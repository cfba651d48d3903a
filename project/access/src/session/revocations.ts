// F-17: sign-ins that were revoked just now. One whose admission is under way is in no list of sessions yet, and logic may have
// looked before the revocation. Bound: two sweeps, and nothing but ids.
import type { Id } from '@godwit/shared/ids/id';

export class Revocations {
  #recent = new Set<Id>();
  #older = new Set<Id>();

  add(loginSessionIds: readonly Id[]): void {
    for (const id of loginSessionIds) this.#recent.add(id);
  }

  has(loginSessionId: Id): boolean {
    return this.#recent.has(loginSessionId) || this.#older.has(loginSessionId);
  }

  /** Not more often than an admission can take. */
  sweep(): void {
    this.#older = this.#recent;
    this.#recent = new Set();
  }
}
