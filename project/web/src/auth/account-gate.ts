// Bound: per account MAX_ACTIVE password checks at a time and MAX_WAITING behind them, so that guesses sent at once are counted before the next one is tried.
import { DependencyError } from '../dependency-error.js';

const MAX_ACTIVE = 2;
const MAX_WAITING = 64;

interface Queue {
  active: number;
  readonly waiting: (() => void)[];
}

export class AccountGate {
  readonly #queues = new Map<string, Queue>();

  async run<T>(account: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(account) ?? { active: 0, waiting: [] };
    this.#queues.set(account, queue);
    await enter(queue);
    try {
      return await work();
    } finally {
      this.#leave(account, queue);
    }
  }

  /** Hands the place to the next one without a gap. */
  #leave(account: string, queue: Queue): void {
    const next = queue.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    queue.active--;
    if (queue.active === 0) this.#queues.delete(account);
  }
}

async function enter(queue: Queue): Promise<void> {
  if (queue.active < MAX_ACTIVE) {
    queue.active++;
    return;
  }
  if (queue.waiting.length >= MAX_WAITING) throw new DependencyError('password checks of one account', 'OVERLOADED');
  await new Promise<void>((resolve) => queue.waiting.push(resolve));
}
