import { describe, expect, it } from 'vitest';
import { entry } from '../../../testing/samples.js';
import { type FilePage, type FilePages, withNewest } from './shared-files.js';

const page = (seqs: readonly number[], next: number): FilePage => ({ entries: seqs.map((seq) => entry(seq)), next });
const pages = (...of: FilePage[]): FilePages => ({ pages: of, pageParams: [0, ...of.slice(0, -1).map(({ next }) => next)] });
const seqs = ({ pages: of }: FilePages): number[] => of.flatMap(({ entries }) => entries.map(({ seq }) => seq));

describe('[U-14] the newest files read anew', () => {
  it('come before the older ones, which stay', () => {
    const shown = withNewest(pages(page([9, 8], 8), page([7, 6], 6)), page([11, 10, 9], 9));
    expect(seqs(shown)).toEqual([11, 10, 9, 8, 7, 6]);
    expect([shown.pages.at(-1)?.next, shown.pageParams]).toEqual([6, [0, 8]]);
  });

  it('take away what is not there any more', () => {
    expect(seqs(withNewest(pages(page([9, 8, 7], 7)), page([9, 7], 6)))).toEqual([9, 7]);
    expect(seqs(withNewest(pages(page([9, 8], 0)), page([], 0)))).toEqual([]);
  });

  it('that reach into older pages are there once, and the next page begins where they end', () => {
    const shown = withNewest(pages(page([9], 9), page([8, 7], 7)), page([8, 7, 6], 6));
    expect(seqs(shown)).toEqual([8, 7, 6]);
    expect(shown.pages.at(-1)?.next).toBe(6);
  });

  it('stand alone when more has come than was read', () => {
    expect(withNewest(pages(page([9], 9), page([8], 0)), page([99, 98], 98))).toEqual({ pages: [page([99, 98], 98)], pageParams: [0] });
  });
});
