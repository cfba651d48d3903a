import type { Id } from '@godwit/shared/ids/id';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Findings, Rule } from './rule.ts';
import { entryAt, type Truth } from './truth.ts';

interface Recalled {
  readonly device: string;
  readonly conversation: Id;
  readonly seq: number;
}

/** R21 a recall that a user was told of is stored, and a device to which a recall has appeared never again shows what it took back. */
export class RecallRule implements Rule {
  readonly #truth: Truth;
  readonly #findings: Findings;
  readonly #recalled: Recalled[] = [];
  /** By device and conversation: seqs. */
  readonly #gone = new Map<string, Set<number>>();
  readonly facts = { recalls: 0, recallsSeen: 0 };

  constructor(truth: Truth, findings: Findings) {
    this.#truth = truth;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    switch (event.do) {
      case 'recalled':
        this.facts.recalls += 1;
        this.#recalled.push(event);
        return;
      case 'gone':
        this.facts.recallsSeen += 1;
        this.#goneOn(event.device, event.conversation).add(event.seq);
        return;
      case 'show':
      case 'page':
        return this.#judge(
          event.device,
          event.conversation,
          event.entries.flatMap(([seq, text]) => (text === '' ? [] : [seq])),
        );
      case 'view':
        return this.#judge(event.device, event.conversation, event.said);
      default:
    }
  }

  end(): void {
    for (const { device, conversation, seq } of this.#recalled) {
      const log = this.#truth.get(conversation);
      if (log === undefined || entryAt(log, seq)?.recalled !== true)
        this.#findings.add('R21', `${device}: ${conversation}:${seq} was recalled and is stored as if not`);
    }
  }

  #judge(device: string, conversation: Id, said: readonly number[]): void {
    const gone = this.#goneOn(device, conversation);
    for (const seq of said) {
      if (gone.has(seq)) this.#findings.add('R21', `${device}: ${conversation}:${seq} is shown after its recall appeared`);
    }
  }

  #goneOn(device: string, conversation: Id): Set<number> {
    const key = `${device} ${conversation}`;
    const gone = this.#gone.get(key) ?? new Set<number>();
    this.#gone.set(key, gone);
    return gone;
  }
}
