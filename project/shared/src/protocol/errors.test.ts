import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOSE_CODES, mayReconnect } from './close-codes.js';
import { ERRORS, errorName } from './errors.js';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
/** Cells of the table rows that begin with a number. */
const rows = [...page.matchAll(/^\| (\d+) \|.*$/gm)].map((match) =>
  match[0]
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim()),
);
const catalogRows = rows.filter((cells) => cells.length === 7);
const closeRows = rows.filter((cells) => cells.length === 4);

describe('error catalog', () => {
  it('docs/errors.md lists exactly the catalog, in its order', () => {
    const catalog = Object.entries(ERRORS).map(([name, e]) => [String(e.code), name, String(e.http), e.retry, e.en, e.zh]);
    expect(catalogRows.map((cells) => cells.slice(0, 6))).toEqual(catalog);
  });

  it('docs/errors.md lists exactly the close codes and who comes back', () => {
    const codes = Object.entries(CLOSE_CODES).map(([name, code]) => [String(code), name, mayReconnect(code) ? 'comes back' : 'stays away']);
    expect(closeRows.map((cells) => cells.slice(0, 3))).toEqual(codes);
  });

  it('every entry says when it happens', () => {
    expect(rows.filter((cells) => cells.at(-1) === '')).toEqual([]);
  });

  it('numbers are unique, fit the wire and lead back to their names', () => {
    const entries = Object.entries(ERRORS);
    expect(entries.map(([, e]) => errorName(e.code))).toEqual(entries.map(([name]) => name));
    expect(entries.filter(([, e]) => e.code < 1 || e.code > 0xffff)).toEqual([]);
    expect([errorName(0), errorName(65_535)]).toEqual([undefined, undefined]);
  });

  it('texts are there in both languages, and Chinese is not English', () => {
    expect(Object.values(ERRORS).filter((e) => e.en === '' || !/\p{Script=Han}/u.test(e.zh) || /\p{Script=Han}/u.test(e.en))).toEqual([]);
  });

  it('HTTP statuses are those of errors, and load is told from fault', () => {
    expect(Object.entries(ERRORS).filter(([, e]) => e.http < 400 || e.http > 599)).toEqual([]);
    expect(Object.entries(ERRORS).filter(([, e]) => e.http === 503 && e.retry !== 'later')).toEqual([]);
  });

  it('close codes are unique and below 1,000, as WebSocket needs', () => {
    const codes = Object.values(CLOSE_CODES);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => code < 100 || code > 999)).toEqual([]);
  });
});
