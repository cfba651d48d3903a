import type { LedgerSource } from '../ledger/ledger.ts';

export interface Marks {
  readonly own: number;
  readonly peer: number;
}

/** By `device conversation`: the marks that are shown now, and up to where was read there. */
export async function marksOf(ledger: LedgerSource): Promise<[shown: ReadonlyMap<string, Marks>, said: ReadonlyMap<string, number>]> {
  const shown = new Map<string, Marks>();
  const said = new Map<string, number>();
  for await (const events of ledger.read()) {
    for (const event of events) {
      if (event.do === 'marks') shown.set(`${event.device} ${event.conversation}`, event);
      if (event.do === 'read') said.set(`${event.device} ${event.conversation}`, event.seq);
    }
  }
  return [shown, said];
}
