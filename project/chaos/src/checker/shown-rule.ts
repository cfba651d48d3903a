import type { Id } from '@godwit/shared/ids/id';
import type { LedgerEntry, LedgerEvent } from '../ledger/ledger-event.ts';
import type { Memberships } from './memberships.ts';
import type { Findings, Rule } from './rule.ts';
import { entryAt, type StoredLog, type Truth } from './truth.ts';

/** What one device has of one conversation. */
interface Shown {
  /** 1 at each seq that it has. */
  readonly has: Uint8Array;
  newest: number;
}

interface Device {
  readonly user: Id;
  readonly shown: Map<Id, Shown>;
}

/** R6 every device has, as stored, all of the log that its user may read now, R7 nothing appears twice, R8 nor after a later one, R20 nor to whoever was no member at it. */
export class ShownRule implements Rule {
  readonly #truth: Truth;
  readonly #memberships: Memberships;
  readonly #findings: Findings;
  readonly #devices = new Map<string, Device>();
  readonly facts = { devices: 0, shown: 0, paged: 0 };

  constructor(truth: Truth, memberships: Memberships, findings: Findings) {
    this.#truth = truth;
    this.#memberships = memberships;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    if (event.do === 'device') {
      this.#devices.set(event.device, { user: event.user, shown: new Map() });
      this.facts.devices += 1;
    } else if (event.do === 'show') {
      this.facts.shown += event.entries.length;
      for (const entry of event.entries) this.#show(event.device, event.conversation, entry);
    } else if (event.do === 'page') {
      this.facts.paged += event.entries.length;
      this.#page(event.device, event.conversation, event.entries);
    }
  }

  end(): void {
    for (const [name, { user, shown }] of this.#devices) {
      for (const [id, log] of this.#truth) this.#complete(name, user, id, log, shown.get(id)?.has);
    }
  }

  #show(device: string, conversation: Id, entry: LedgerEntry): void {
    const [seq] = entry;
    const shown = this.#compare(device, conversation, entry);
    if (shown === undefined) return;
    if (shown.has[seq] === 1) this.#findings.add('R7', `${device}: ${conversation}:${seq} appeared twice`);
    else if (seq < shown.newest) this.#findings.add('R8', `${device}: ${conversation}:${seq} appeared after ${shown.newest}`);
    shown.has[seq] = 1;
    shown.newest = Math.max(shown.newest, seq);
  }

  #page(device: string, conversation: Id, entries: readonly LedgerEntry[]): void {
    let before = 0;
    for (const entry of entries) {
      const [seq] = entry;
      const shown = this.#compare(device, conversation, entry);
      if (seq <= before) this.#findings.add('R8', `${device}: in a page of ${conversation}, ${seq} comes after ${before}`);
      if (shown !== undefined) shown.has[seq] = 1;
      before = seq;
    }
  }

  /** What the device has there; undefined when the entry is not what is stored for this user. */
  #compare(name: string, conversation: Id, [seq, text, sender]: LedgerEntry): Shown | undefined {
    const device = this.#devices.get(name);
    if (device === undefined) throw new Error(`the ledger does not say whose ${name} is`);
    const log = this.#truth.get(conversation);
    const stored = log === undefined ? undefined : entryAt(log, seq);
    if (log === undefined || stored === undefined) {
      this.#findings.add('R6', `${name}: ${conversation}:${seq} “${text}” appeared and is not stored`);
      return undefined;
    }
    if (this.#memberships.at(conversation, device.user, seq) === undefined) {
      this.#findings.add('R20', `${name}: ${conversation}:${seq} appeared to ${device.user}, who may not see it`);
    }
    // what was recalled since may have appeared before: RecallRule judges that
    if ((stored.text !== text && !stored.recalled) || stored.sender !== sender) {
      this.#findings.add(
        'R6',
        `${name}: ${conversation}:${seq} is “${stored.text}” of ${stored.sender} and appeared as “${text}” of ${sender}`,
      );
    }
    const shown = device.shown.get(conversation) ?? {
      has: new Uint8Array(Math.max(log.lastSeq, log.entries.at(-1)?.seq ?? 0) + 1),
      newest: 0,
    };
    device.shown.set(conversation, shown);
    return shown;
  }

  /** What was before somebody came back is hidden from him, also from a device that never had it. */
  #complete(name: string, user: Id, id: Id, { entries }: StoredLog, has: Uint8Array | undefined): void {
    const stay = this.#memberships.last(id, user);
    if (stay === undefined) return;
    const missing = entries.filter(({ seq }) => seq >= stay.from && seq <= stay.to && has?.[seq] !== 1);
    const [first] = missing;
    if (first === undefined) return;
    this.#findings.add(
      'R6',
      `${name} lacks ${missing.length} of ${entries.length} entries of ${id}, the first is ${first.seq} “${first.text}”`,
    );
  }
}
