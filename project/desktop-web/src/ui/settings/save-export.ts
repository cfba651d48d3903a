import type { ExportRecord } from '@godwit/shared/rest/export';

export interface ExportProgress {
  readonly records: number;
  readonly bytes: number;
}

/** Text is joined to a part of the file when it is this long, so that millions of records are not millions of objects. */
const PART_CHARACTERS = 1_000_000;

/**
 * The records as an NDJSON file. Between two records it can be given up: null then. Rejects as exportAccount() does; a file without its end
 * is never made.
 */
export async function collectExport(
  records: AsyncIterable<ExportRecord>,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<Blob | null> {
  const parts: Blob[] = [];
  let [text, count, bytes] = ['', 0, 0];
  const flush = (): void => {
    const part = new Blob([text]);
    bytes += part.size;
    parts.push(part);
    text = '';
    onProgress({ records: count, bytes });
  };
  for await (const record of records) {
    if (signal.aborted) return null;
    text += `${JSON.stringify(record)}\n`;
    count += 1;
    if (text.length > PART_CHARACTERS || count % 100 === 0) flush();
  }
  flush();
  return new Blob(parts, { type: 'application/x-ndjson' });
}

/** Offers a file for download. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has its own hold of the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
