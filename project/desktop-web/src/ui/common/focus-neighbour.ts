const CONTROLS = 'a[href], button';

/** Of a row that goes: the same control of the next row has the focus then, or of the one before it; after the last one the page has it. */
export function focusNeighbour(control: HTMLElement): void {
  const row = control.closest('[role="listitem"]');
  const rows = [...(row?.closest('[role="list"]')?.querySelectorAll('[role="listitem"]') ?? [])];
  const at = rows.findIndex((one) => one === row);
  const place = row === null ? -1 : [...row.querySelectorAll(CONTROLS)].indexOf(control);
  const next = (rows[at + 1] ?? rows[at - 1])?.querySelectorAll<HTMLElement>(CONTROLS)[place];
  (next ?? control.closest<HTMLElement>('main'))?.focus();
}
