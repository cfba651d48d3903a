import { deadline } from '@godwit/shared/guard';
import type { ExportRecord } from '@godwit/shared/rest/export';
import { ApiError } from './api-error.js';

/** Nothing came for so long: the server is gone. */
const SILENT_MS = 60_000;

/**
 * The records of an export as they come; nothing is read ahead of who iterates. Rejects with NETWORK when it breaks off. Ending the iteration
 * ends the download.
 */
export async function* exportRecords(body: ReadableStream<Uint8Array>): AsyncGenerator<ExportRecord> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let complete = false;
  try {
    for (;;) {
      const { done, value } = await deadline(reader.read(), SILENT_MS, 'the next part of the export');
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const record = JSON.parse(line) as ExportRecord;
        complete = record.type === 'end';
        yield record;
      }
      if (done) break;
    }
  } catch (error) {
    throw error instanceof ApiError ? error : brokenOff(String(error));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (!complete) throw brokenOff('the export ended before its end');
}

const brokenOff = (message: string): ApiError => new ApiError({ code: 0, error: 'NETWORK', message });
