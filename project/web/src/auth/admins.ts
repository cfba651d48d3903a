// Whether a caller is an admin: PostgreSQL is asked on every call (C30).
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import type { Id } from '@godwit/shared/ids/id';
import type { SessionState } from '../store/sessions.js';
import { adminSession } from '../store/admins.js';
import type { Database } from '../store/database.js';

export class Admins {
  readonly #db: Database;
  /** Who was one at his last call; decides nothing but whether a caller over his allowance is told so. As many as there are admins. */
  readonly #known = new Set<Id>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Without a question: over their allowance strangers are answered as by any call, and cost no more than that. */
  wasOne(userId: Id): boolean {
    return this.#known.has(userId);
  }

  /** undefined: not an admin now. */
  async session({ sessionId, userId }: AccessClaims): Promise<SessionState | undefined> {
    const state = await adminSession(this.#db, sessionId, userId);
    if (state === undefined) this.#known.delete(userId);
    else this.#known.add(userId);
    return state;
  }
}
