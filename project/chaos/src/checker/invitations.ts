import type { Id } from '@godwit/shared/ids/id';
import type { LedgerEvent } from '../ledger/ledger-event.ts';

/** May have been done between the two. */
interface Invitation {
  readonly askedAt: number;
  answeredAt: number;
}

/** When users were let into groups. */
export class Invitations {
  /** By conversation and user. */
  readonly #all = new Map<string, Invitation[]>();

  take(event: LedgerEvent): void {
    if ((event.do !== 'change' && event.do !== 'changed') || event.change !== 'invite') return;
    for (const member of event.members) {
      const invitations = this.#of(event.conversation, member);
      const last = invitations.at(-1);
      if (event.do === 'change') invitations.push({ askedAt: event.at, answeredAt: Infinity });
      else if (last !== undefined) last.answeredAt = event.at;
    }
  }

  /** Whether one of them may have been done from … to, ms since 1970. */
  between(conversation: Id, user: Id, fromMs: number, toMs: number): boolean {
    return this.#of(conversation, user).some(({ askedAt, answeredAt }) => askedAt <= toMs && answeredAt >= fromMs);
  }

  #of(conversation: Id, user: Id): Invitation[] {
    const key = `${conversation} ${user}`;
    const invitations = this.#all.get(key) ?? [];
    this.#all.set(key, invitations);
    return invitations;
  }
}
