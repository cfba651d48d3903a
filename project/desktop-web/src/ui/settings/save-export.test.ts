import type { ExportRecord } from '@godwit/shared/rest/export';
import { describe, expect, it } from 'vitest';
import { collectExport, type ExportProgress } from './save-export.js';

const END: ExportRecord = { type: 'end', records: 1 };
const FIRST: ExportRecord = { type: 'export', format: 1, userId: '1', exportedAt: 5 };

async function* records(...given: (ExportRecord | Error)[]): AsyncGenerator<ExportRecord> {
  for (const one of given) {
    if (one instanceof Error) throw one;
    yield one;
  }
}

describe('[F-71] an export becomes a file', () => {
  it('with one record a line, and says how far it is', async () => {
    const told: ExportProgress[] = [];
    const file = await collectExport(records(FIRST, END), new AbortController().signal, (progress) => told.push(progress));
    const text = await file!.text();
    expect(
      text
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([FIRST, END]);
    expect(text.endsWith('\n')).toBe(true);
    expect(told.at(-1)).toEqual({ records: 2, bytes: text.length });
  });

  it('only as a whole', async () => {
    const broken = collectExport(records(FIRST, new Error('broken off')), new AbortController().signal, () => undefined);
    await expect(broken).rejects.toThrow('broken off');
  });

  it('not when it is given up', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await collectExport(records(FIRST, END), abort.signal, () => undefined)).toBeNull();
  });
});
