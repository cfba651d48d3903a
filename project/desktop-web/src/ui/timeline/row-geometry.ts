// Where the rows of a timeline are on the screen, read from the document. A row element says in data-row what it is, in data-key which, in data-seq its seq.

const rowsOf = (list: HTMLElement): HTMLCollectionOf<HTMLElement> => list.children as HTMLCollectionOf<HTMLElement>;

/** Index of the first row that ends below `y`, px from the top of the content. */
function firstBelow(rows: HTMLCollectionOf<HTMLElement>, y: number): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const row = rows[middle]!;
    if (row.offsetTop + row.offsetHeight <= y) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The rows of which something lies between two heights of the content, in px. */
export function rowsBetween(list: HTMLElement, from: number, to: number): HTMLElement[] {
  const rows = rowsOf(list);
  const found: HTMLElement[] = [];
  for (let at = firstBelow(rows, from); at < rows.length && rows[at]!.offsetTop < to; at += 1) found.push(rows[at]!);
  return found;
}

export const seqOf = (row: HTMLElement): number => Number(row.dataset['seq'] ?? 0);

export const bottomOf = (scroller: HTMLElement): number => scroller.scrollHeight - scroller.clientHeight;

export function scrollTo(scroller: HTMLElement, top: number): void {
  scroller.scrollTop = Math.min(top, bottomOf(scroller));
}

/** A tall row counts as seen when so much of it is on the screen. */
const SEEN_PX = 40;

/** The first and the newest entry on the screen; 0 without one. */
export function seqsOnScreen(scroller: HTMLElement, list: HTMLElement): { first: number; last: number } {
  const bottom = scroller.scrollTop + scroller.clientHeight;
  const seqs = rowsBetween(list, scroller.scrollTop, bottom)
    .filter((row) => row.offsetTop + Math.min(row.offsetHeight, SEEN_PX) <= bottom)
    .map(seqOf)
    .filter((seq) => seq > 0);
  return { first: seqs[0] ?? 0, last: Math.max(0, ...seqs) };
}

/** Where a row was. */
export interface Mark {
  readonly key: string;
  readonly top: number;
}

/** Of the rows on the screen that keep their key while the content around them changes. */
export const marksOnScreen = (scroller: HTMLElement, list: HTMLElement): Mark[] =>
  rowsBetween(list, scroller.scrollTop, scroller.scrollTop + scroller.clientHeight)
    .filter((row) => row.dataset['row'] === 'message' || row.dataset['row'] === 'system')
    .map((row) => ({ key: row.dataset['key'] ?? '', top: row.offsetTop }));

/** How far the first of these rows that is still there has moved, in px; undefined: none is. */
export function moved(list: HTMLElement, marks: readonly Mark[]): number | undefined {
  for (const { key, top } of marks) {
    const row = rowWith(list, 'key', key);
    if (row !== undefined) return row.offsetTop - top;
  }
  return undefined;
}

export function rowWith(list: HTMLElement, name: 'key' | 'row' | 'seq', value: string): HTMLElement | undefined {
  for (const row of rowsOf(list)) if (row.dataset[name] === value) return row;
  return undefined;
}
