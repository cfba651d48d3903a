import type { Id } from '@godwit/shared/ids/id';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Findings, Rule } from './rule.ts';
import type { StoredLog, Truth } from './truth.ts';

interface Marks {
  readonly own: number;
  readonly peer: number;
}

interface Device {
  readonly user: Id;
  readonly marks: Map<Id, Marks>;
  /** Up to where its user has read, as was said on this device. */
  readonly read: Map<Id, number>;
}

/** R21 read marks never go back, none that a user set is lost, and in the end all devices show the stored ones. */
export class MarksRule implements Rule {
  readonly #truth: Truth;
  readonly #findings: Findings;
  readonly #devices = new Map<string, Device>();
  readonly facts = { reads: 0 };

  constructor(truth: Truth, findings: Findings) {
    this.#truth = truth;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    if (event.do === 'device') this.#devices.set(event.device, { user: event.user, marks: new Map(), read: new Map() });
    if (event.do === 'marks') this.#marks(event.device, event.conversation, event);
    if (event.do !== 'read') return;
    this.facts.reads += 1;
    const { read } = this.#device(event.device);
    read.set(event.conversation, Math.max(event.seq, read.get(event.conversation) ?? 0));
  }

  end(): void {
    for (const [name, device] of this.#devices) {
      for (const [id, log] of this.#truth) if (log.members.has(device.user)) this.#judge(name, device, id, log);
    }
  }

  #device(name: string): Device {
    const device = this.#devices.get(name);
    if (device === undefined) throw new Error(`the ledger does not say whose ${name} is`);
    return device;
  }

  #marks(name: string, conversation: Id, { own, peer }: Marks): void {
    const { marks } = this.#device(name);
    const before = marks.get(conversation);
    if (before !== undefined && own < before.own)
      this.#findings.add('R21', `${name}: the own mark in ${conversation} went from ${before.own} to ${own}`);
    if (before !== undefined && peer < before.peer) {
      this.#findings.add('R21', `${name}: the other's mark in ${conversation} went from ${before.peer} to ${peer}`);
    }
    marks.set(conversation, { own, peer });
  }

  #judge(name: string, { user, marks, read }: Device, id: Id, { members }: StoredLog): void {
    const stored = members.get(user)?.readSeq ?? 0;
    const said = read.get(id) ?? 0;
    if (said > stored) this.#findings.add('R21', `${name}: ${id} was read up to ${said} and ${stored} is stored`);
    const shown = marks.get(id);
    if (shown === undefined) return;
    if (shown.own !== stored) this.#findings.add('R21', `${name}: the own mark in ${id} is shown as ${shown.own} and stored as ${stored}`);
    const [peer, ...more] = [...members].filter(([member]) => member !== user);
    if (peer === undefined || more.length > 0) return;
    const [, { readSeq }] = peer;
    if (shown.peer !== readSeq)
      this.#findings.add('R21', `${name}: the other's mark in ${id} is shown as ${shown.peer} and stored as ${readSeq}`);
  }
}
