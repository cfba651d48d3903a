// Tables of docs/ that are made from tables of the code: a test compares them, UPDATE_DOCS=1 writes them anew.
import { readFileSync, writeFileSync } from 'node:fs';

const page = (name: string): URL => new URL(`../../../../docs/${name}`, import.meta.url);

/** The table as Markdown; the first row is its head. */
export function markdownTable([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head!), `|${'---|'.repeat(head!.length)}`, ...rows.map(line)].join('\n');
}

/** What stands between `<!-- name -->` and `<!-- /name -->`; with UPDATE_DOCS=1 that is `made` from then on. */
export function docsTable(file: string, name: string, made: string): string {
  const text = readFileSync(page(file), 'utf8');
  const [start, end] = [`<!-- ${name} -->\n\n`, `\n\n<!-- /${name} -->`].map((mark) => ({ at: text.indexOf(mark), length: mark.length }));
  if (start!.at < 0 || end!.at < start!.at) throw new Error(`docs/${file} has no place for ${name}`);
  const from = start!.at + start!.length;
  if (process.env['UPDATE_DOCS'] !== '1') return text.slice(from, end!.at);
  writeFileSync(page(file), text.slice(0, from) + made + text.slice(end!.at));
  return made;
}
