import type { Id } from '@godwit/shared/ids/id';
import type { Change, LedgerEvent } from '../ledger/ledger-event.ts';
import { type Memberships, tellsMembers } from './memberships.ts';
import type { Findings, Rule } from './rule.ts';
import type { StoredLog, Truth } from './truth.ts';

/** Codes of the entries about a change. */
const CODES: Readonly<Record<Change['change'], string>> = { invite: 'members_joined', remove: 'member_removed', leave: 'member_left' };

/** How often one change of one member was asked for, and answered as done. */
interface Asked {
  readonly what: string;
  asked: number;
  done: number;
}

interface Old {
  readonly at: number;
  readonly found: string;
}

/**
 * R20 who is a member is the same in rows and log, only members write, a screen holds what is of one stay, and in the end what was before
 * somebody came back is read no more. R1, R4 changes of members are in the log when they were answered, and no more often than asked for.
 */
export class MembershipRule implements Rule {
  readonly #truth: Truth;
  readonly #memberships: Memberships;
  readonly #findings: Findings;
  readonly #users = new Map<string, Id>();
  readonly #asked = new Map<string, Asked>();
  /** Pages with what the last stay does not have: right before everybody knows of it. */
  readonly #old: Old[] = [];
  #recoveredAt = Infinity;
  readonly facts = { changes: 0, stays: 0 };

  constructor(truth: Truth, memberships: Memberships, findings: Findings) {
    this.#truth = truth;
    this.#memberships = memberships;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    switch (event.do) {
      case 'device':
        this.#users.set(event.device, event.user);
        return;
      case 'change':
        for (const member of event.members) this.#of(event, member).asked += 1;
        return;
      case 'changed':
        return this.#changed(event);
      case 'view':
        return this.#view(event.device, event.conversation, event.items);
      case 'page':
        return this.#page(event);
      case 'recovered':
        this.#recoveredAt = event.at;
        return;
      default:
    }
  }

  end(): void {
    for (const { at, found } of this.#old) if (at > this.#recoveredAt) this.#findings.add('R20', found);
    for (const [id, log] of this.#truth) {
      if (!tellsMembers(log)) continue;
      this.#judgeRows(id, log);
      this.#judgeWriters(id, log);
      this.#judgeChanges(id, log);
    }
  }

  #of({ conversation, change }: Change, member: Id): Asked {
    const key = keyOf(conversation, CODES[change], member);
    const asked = this.#asked.get(key) ?? { what: `${change} of ${member} in ${conversation}`, asked: 0, done: 0 };
    this.#asked.set(key, asked);
    return asked;
  }

  #changed(event: Extract<LedgerEvent, { do: 'changed' }>): void {
    if (event.answer !== 'ok') return;
    for (const member of event.members) {
      this.#of(event, member).done += 1;
      this.facts.changes += 1;
    }
  }

  #view(device: string, conversation: Id, items: readonly (number | string)[]): void {
    const user = this.#user(device);
    const seqs = items.filter((item) => typeof item === 'number').filter((seq) => seq > 0);
    const stays = new Set(seqs.map((seq) => this.#memberships.at(conversation, user, seq)));
    if (stays.has(undefined))
      this.#findings.add('R20', `${device}: ${conversation} stands as ${seqs.join(' ')}, not all of it is for ${user}`);
    if (stays.size > 1)
      this.#findings.add('R20', `${device}: ${conversation} stands as ${seqs.join(' ')}, with what was before ${user} came back`);
  }

  #page({ at, device, conversation, entries }: Extract<LedgerEvent, { do: 'page' }>): void {
    const from = this.#memberships.last(conversation, this.#user(device))?.from ?? 0;
    const [first] = entries;
    if (first !== undefined && first[0] < from)
      this.#old.push({ at, found: `${device}: a page of ${conversation} begins with ${first[0]}, and ${from} is where he came back` });
  }

  #user(device: string): Id {
    const user = this.#users.get(device);
    if (user === undefined) throw new Error(`the ledger does not say whose ${device} is`);
    return user;
  }

  #judgeRows(id: Id, { members }: StoredLog): void {
    const stays = this.#memberships.of(id);
    for (const user of new Set([...stays.keys(), ...members.keys()])) {
      const stay = stays.get(user)?.at(-1);
      const row = members.get(user);
      this.facts.stays += stays.get(user)?.length ?? 0;
      const told = stay === undefined ? 'never a member' : span(stay.from, stay.to);
      const stored = row === undefined ? 'never a member' : span(row.minSeq, row.maxSeq === 0 ? Infinity : row.maxSeq);
      if (told !== stored) this.#findings.add('R20', `${user} in ${id}: by the log ${told}, by the row ${stored}`);
    }
  }

  #judgeWriters(id: Id, { entries }: StoredLog): void {
    for (const { seq, sender, byUser } of entries) {
      if (byUser && this.#memberships.at(id, sender, seq) === undefined)
        this.#findings.add('R20', `${sender} wrote ${id}:${seq} and was no member`);
    }
  }

  #judgeChanges(id: Id, { entries }: StoredLog): void {
    const stored = new Map<string, number>();
    for (const { event } of entries) {
      for (const member of event?.targetIds ?? []) {
        const key = keyOf(id, event?.code ?? '', member);
        stored.set(key, (stored.get(key) ?? 0) + 1);
      }
    }
    for (const [key, { what, asked, done }] of this.#asked) {
      if (!key.startsWith(`${id} `)) continue;
      const times = stored.get(key) ?? 0;
      if (times < done) this.#findings.add('R1', `${what}: answered ${done} times and stored ${times} times`);
      if (times > asked) this.#findings.add('R4', `${what}: asked for ${asked} times and stored ${times} times`);
    }
  }
}

const keyOf = (conversation: Id, code: string, member: Id): string => `${conversation} ${code} ${member}`;
const span = (from: number, to: number): string => `${from} … ${to}`;
