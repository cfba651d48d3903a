/** The first `limit` of rows that were asked for with one more; next: '' when there is none behind. */
export function pageOf<T>(rows: readonly T[], limit: number, idOf: (row: T) => string): { readonly items: T[]; readonly next: string } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? idOf(items.at(-1)!) : '' };
}
