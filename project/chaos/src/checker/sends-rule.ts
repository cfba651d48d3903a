import type { Id } from '@godwit/shared/ids/id';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import { Invitations } from './invitations.ts';
import type { Findings, Rule } from './rule.ts';
import type { StoredEntry, Truth } from './truth.ts';

interface Send {
  readonly device: string;
  readonly invokedAt: number;
  readonly user: Id;
  readonly conversation: Id;
  /** `seq` 0: told by the entry itself. */
  end: { readonly at: 'open' } | { readonly at: 'acked'; readonly seq: number } | { readonly at: 'refused'; readonly toldAt: number };
  /** Seq of its row. */
  stored: number | undefined;
}

const OPEN = { at: 'open' } as const;
/** A frame is given up so long after it was sent; a copy of it may still be on its way when another one was refused (docs/conversations.md). */
const LATE_COPY_MS = 5_000;

/** R1 nothing acked is lost, R3 every send ends, and what was refused is not stored, unless its sender came back meanwhile, R4 one row and one seq each, R9 the order of a sender. */
export class SendsRule implements Rule {
  readonly #truth: Truth;
  readonly #findings: Findings;
  readonly #users = new Map<string, Id>();
  /** By text, in the order in which each device sent. */
  readonly #sends = new Map<string, Send>();
  readonly #invitations = new Invitations();
  readonly facts = { invoked: 0, acked: 0, refused: 0, lateCopies: 0, orderedPairs: 0 };

  constructor(truth: Truth, findings: Findings) {
    this.#truth = truth;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    this.#invitations.take(event);
    switch (event.do) {
      case 'device':
        this.#users.set(event.device, event.user);
        return;
      case 'invoke':
        for (const text of event.texts) this.#invoke(event, text);
        return;
      case 'ack':
        this.facts.acked += 1;
        this.#end(event.text, { at: 'acked', seq: event.seq });
        return;
      case 'refuse':
        this.facts.refused += 1;
        this.#end(event.text, { at: 'refused', toldAt: event.at });
        return;
      default:
    }
  }

  /** Of a recalled message only its seq is left; users recall what was acked with one. */
  end(): void {
    const acked = new Map(
      [...this.#sends].map(([text, { conversation, end }]) => [end.at === 'acked' ? `${conversation}:${end.seq}` : text, text]),
    );
    for (const [conversation, { entries }] of this.#truth) {
      for (const entry of entries) {
        if (!entry.byUser) continue;
        const text = entry.recalled ? acked.get(`${conversation}:${entry.seq}`) : entry.text;
        this.#stored(conversation, { ...entry, text: text ?? '' });
      }
    }
    for (const [text, send] of this.#sends) this.#judge(text, send);
    this.#judgeOrder();
  }

  #invoke({ at: invokedAt, device, conversation }: Extract<LedgerEvent, { do: 'invoke' }>, text: string): void {
    const user = this.#users.get(device);
    if (user === undefined) throw new Error(`the ledger does not say whose ${device} is`);
    if (this.#sends.has(text)) throw new Error(`“${text}” was sent twice: it names nothing`);
    this.facts.invoked += 1;
    this.#sends.set(text, { device, invokedAt, user, conversation, end: OPEN, stored: undefined });
  }

  #end(text: string, end: Send['end']): void {
    const send = this.#sends.get(text);
    if (send === undefined) throw new Error(`“${text}” ended and was not sent`);
    if (send.end.at !== 'open') this.#findings.add('R3', `${send.device}: “${text}” was ${send.end.at} and then ${end.at}`);
    send.end = end;
  }

  #stored(conversation: Id, { text, sender, seq }: StoredEntry): void {
    const send = this.#sends.get(text);
    if (send?.conversation !== conversation || send.user !== sender) {
      this.#findings.add('R4', `${conversation}:${seq} “${text}” of ${sender} is stored and was not sent so`);
    } else if (send.stored !== undefined) {
      this.#findings.add('R4', `${send.device}: “${text}” is stored as ${conversation}:${send.stored} and as ${seq}`);
    } else send.stored = seq;
  }

  #judge(text: string, send: Send): void {
    const { device, end, stored } = send;
    if (end.at === 'open') this.#findings.add('R3', `${device}: “${text}” was neither acked nor refused`);
    if (end.at === 'refused' && stored !== undefined) this.#judgeRefused(text, send, end.toldAt, stored);
    if (end.at !== 'acked') return;
    if (stored === undefined) this.#findings.add('R1', `${device}: “${text}” was acked as ${end.seq} and is not stored`);
    else if (end.seq !== 0 && end.seq !== stored) {
      this.#findings.add('R4', `${device}: “${text}” was acked as ${end.seq} and is stored as ${stored}`);
    }
  }

  /** One copy came while he was away, another after his return. */
  #judgeRefused(text: string, { device, user, conversation, invokedAt }: Send, toldAt: number, stored: number): void {
    if (this.#invitations.between(conversation, user, invokedAt, toldAt + LATE_COPY_MS)) this.facts.lateCopies += 1;
    else this.#findings.add('R3', `${device}: “${text}” was refused and is stored as ${stored}`);
  }

  #judgeOrder(): void {
    const newest = new Map<string, { readonly text: string; readonly stored: number }>();
    for (const [text, { device, conversation, stored }] of this.#sends) {
      if (stored === undefined) continue;
      const lane = `${device} ${conversation}`;
      const before = newest.get(lane);
      if (before !== undefined) this.facts.orderedPairs += 1;
      if (before !== undefined && before.stored > stored) {
        this.#findings.add('R9', `${device}: “${before.text}” (${before.stored}) was sent before “${text}” (${stored})`);
      }
      newest.set(lane, { text, stored });
    }
  }
}
