import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Findings, Rule } from './rule.ts';
import { entryAt, type StoredLog, type Truth } from './truth.ts';

/** R8 on the screen of an open conversation: each entry stands behind the one before it, or behind a gap that is shown, pending ones behind all; R7: nothing stands there twice, also not as sent and as pending. */
export class ViewRule implements Rule {
  readonly #truth: Truth;
  readonly #findings: Findings;
  readonly facts = { views: 0 };

  constructor(truth: Truth, findings: Findings) {
    this.#truth = truth;
    this.#findings = findings;
  }

  take(event: LedgerEvent): void {
    if (event.do !== 'view') return;
    this.facts.views += 1;
    const { device, conversation, items } = event;
    const sent = items.filter((item) => typeof item === 'number');
    const entries = sent.filter((seq) => seq > 0);
    const pending = items.filter((item) => typeof item === 'string');
    if (items.findIndex((item) => typeof item === 'string') < sent.length && pending.length > 0) {
      this.#findings.add('R8', `${device}: in ${conversation} a pending entry stands before a sent one: ${items.join(' ')}`);
    }
    if (entries.some((seq, index) => seq < (entries[index - 1] ?? 0)) || sent.some((seq, index) => skips(sent[index - 1] ?? 0, seq))) {
      this.#findings.add('R8', `${device}: entries of ${conversation} stand as ${sent.join(' ')}`);
    }
    this.#judgeDoubles(device, conversation, entries, pending);
  }

  end(): void {
    // judged view by view
  }

  #judgeDoubles(device: string, conversation: string, entries: readonly number[], pending: readonly string[]): void {
    const log = this.#truth.get(conversation);
    const texts = log === undefined ? [] : entries.map((seq) => nameOf(log, seq));
    const all = [...texts, ...pending];
    if (new Set(all).size === all.length) return;
    const twice = all.find((text, index) => all.indexOf(text) !== index);
    this.#findings.add('R7', `${device}: “${twice}” stands twice in ${conversation}`);
  }
}

/** What was recalled, and what only changes others, has no text: its seq names it. */
function nameOf(log: StoredLog, seq: number): string {
  const text = entryAt(log, seq)?.text ?? '';
  return text === '' ? `entry ${seq}` : text;
}

/** Without a gap between them that is shown (0). */
const skips = (before: number, seq: number): boolean => before > 0 && seq > before + 1;
