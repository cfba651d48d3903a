// Who may see what. Of a group its log says it: each entry about coming and going belongs to the time that it begins or ends.
import type { Id } from '@godwit/shared/ids/id';
import type { SystemEvent } from '@godwit/shared/protocol/messages/system-event';
import type { StoredLog, Truth } from './truth.ts';

/** Seqs that a user may see, both included; `to` Infinity = a member to the end. */
export interface Stay {
  readonly from: number;
  readonly to: number;
}

/** Of one conversation: ascending, disjoint. A member of a group with history begins anew with all of it. */
type Stays = Map<Id, Stay[]>;

export class Memberships {
  readonly #stays: ReadonlyMap<Id, Stays>;

  constructor(truth: Truth) {
    this.#stays = new Map([...truth].map(([id, log]) => [id, tellsMembers(log) ? staysByLog(log) : staysByRows(log)]));
  }

  /** Everybody who ever was a member. */
  of(conversation: Id): ReadonlyMap<Id, readonly Stay[]> {
    return this.#stays.get(conversation) ?? new Map<Id, Stay[]>();
  }

  /** What he may read now. */
  last(conversation: Id, user: Id): Stay | undefined {
    return this.of(conversation).get(user)?.at(-1);
  }

  /** The one that a seq belongs to; undefined: it never was for him. */
  at(conversation: Id, user: Id, seq: number): Stay | undefined {
    const stay = this.of(conversation)
      .get(user)
      ?.findLast(({ from }) => from <= seq);
    return stay !== undefined && seq <= stay.to ? stay : undefined;
  }
}

/** Groups that were written into the tables, and direct conversations, have rows only. */
export const tellsMembers = ({ entries }: StoredLog): boolean => entries[0]?.event?.code === 'group_created';

const staysByRows = ({ members }: StoredLog): Stays =>
  new Map([...members].map(([user, { minSeq, maxSeq }]) => [user, [{ from: minSeq, to: maxSeq === 0 ? Infinity : maxSeq }]]));

function staysByLog({ entries }: StoredLog): Stays {
  const stays: Stays = new Map();
  let history = false;
  for (const { seq, event } of entries) {
    if (event === undefined) continue;
    for (const user of joinedBy(event)) begin(stays, user, history ? 1 : seq);
    for (const user of event.code === 'group_dismissed' ? stays.keys() : leftBy(event)) end(stays, user, seq);
    history = historyAfter(event) ?? history;
  }
  return stays;
}

function joinedBy({ code, operatorId, targetIds }: SystemEvent): readonly Id[] {
  if (code === 'group_created') return [operatorId, ...targetIds];
  return code === 'members_joined' ? targetIds : [];
}

const leftBy = ({ code, targetIds }: SystemEvent): readonly Id[] => (code === 'member_left' || code === 'member_removed' ? targetIds : []);

/** Names and values in turn. */
function historyAfter({ code, args }: SystemEvent): boolean | undefined {
  const at = code === 'group_changed' ? args.findIndex((name, index) => index % 2 === 0 && name === 'historyForNew') : -1;
  return at < 0 ? undefined : args[at + 1] === 'true';
}

function begin(stays: Stays, user: Id, from: number): void {
  const before = (stays.get(user) ?? []).filter((stay) => stay.to < from);
  stays.set(user, [...before, { from, to: Infinity }]);
}

function end(stays: Stays, user: Id, to: number): void {
  const own = stays.get(user) ?? [];
  const last = own.at(-1);
  if (last?.to === Infinity) stays.set(user, [...own.slice(0, -1), { ...last, to }]);
}
