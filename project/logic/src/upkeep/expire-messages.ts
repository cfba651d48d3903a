// Messages that are older than the retention of the deployment (F-48). What they said goes as in a recall, and one row of the conversation
// hides them from everybody (store/expired-sql.ts): seqs, totals and idempotency stay as they are, and devices learn of it with the next sync.
// Bounded: BATCH entries of one conversation in a transaction, which holds its lock for some milliseconds; a turn each.
import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { type Expired, expireBatch, findExpired, readCutoff } from '../store/expire.js';
import { NoConnectionError } from '../store/query-failure.js';
import type { Turn, UpkeepJob } from './run-upkeep.js';

const CONVERSATIONS = 200;
const NOTHING: Turn = { rows: 0, more: false };

/** Once a day through all conversations: the cutoff is a midnight (UTC), so a conversation changes once a day at most. */
type Sweep =
  | { readonly at: 'done'; readonly cutoff: string }
  | { readonly at: 'looking'; readonly cutoff: string; readonly after: Id }
  | { readonly at: 'expiring'; readonly cutoff: string; readonly after: Id; readonly found: readonly Id[] };

export interface ExpireOptions {
  readonly pool: pg.Pool;
  /** ≥ 1 */
  readonly days: number;
  readonly log: Logger;
}

export class ExpireMessages implements UpkeepJob {
  readonly name = 'expire-messages';
  readonly #options: ExpireOptions;
  #sweep: Sweep = { at: 'done', cutoff: '' };
  #expired = 0;

  constructor(options: ExpireOptions) {
    this.#options = options;
  }

  readonly turn = async (): Promise<Turn> => {
    const { pool, days } = this.#options;
    const sweep = this.#sweep;
    if (sweep.at === 'expiring') return this.#expire(sweep);
    const cutoff = await readCutoff(pool, days);
    if (cutoff === sweep.cutoff && sweep.at === 'done') return NOTHING;
    return this.#look(cutoff, cutoff === sweep.cutoff && sweep.at === 'looking' ? sweep.after : NO_ID);
  };

  async #look(cutoff: string, after: Id): Promise<Turn> {
    const { pool, log } = this.#options;
    const { found, last } = await findExpired(pool, { cutoff, after, limit: CONVERSATIONS });
    if (found.length > 0) this.#sweep = { at: 'expiring', cutoff, after: last, found };
    else if (last !== NO_ID) this.#sweep = { at: 'looking', cutoff, after: last };
    else {
      this.#sweep = { at: 'done', cutoff };
      if (this.#expired > 0) log.info({ entries: this.#expired, before: cutoff }, 'messages older than the retention were removed');
      this.#expired = 0;
    }
    return { rows: 0, more: this.#sweep.at !== 'done' };
  }

  async #expire({ cutoff, after, found }: Sweep & { at: 'expiring' }): Promise<Turn> {
    const [id, ...rest] = found;
    if (id === undefined) return this.#look(cutoff, after);
    const { rows, left } = await this.#expireBatch(id, cutoff);
    this.#expired += rows;
    const next = { nothing: rest, more: found, unknown: [...rest, id] }[left];
    this.#sweep = next.length > 0 ? { at: 'expiring', cutoff, after, found: next } : { at: 'looking', cutoff, after };
    return { rows, more: true };
  }

  /** One that cannot be emptied is left to the sweep of the next day: the others do not wait for it. */
  async #expireBatch(id: Id, cutoff: string): Promise<Expired> {
    const { pool, log } = this.#options;
    try {
      return await expireBatch(pool, id, cutoff);
    } catch (error) {
      if (error instanceof NoConnectionError) throw error;
      log.warn({ err: error, conversationId: id }, 'old messages of a conversation could not be removed; it is tried again tomorrow');
      return { rows: 0, left: 'nothing' };
    }
  }
}
