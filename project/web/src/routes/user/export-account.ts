import { Readable } from 'node:stream';
import { ok, refuse } from '@godwit/shared/outcome';
import { exportRecord, type ExportRecord } from '@godwit/shared/rest/export';
import { exportRecords } from '../../export/export-records.js';
import type { Services } from '../../services.js';
import { defineStreamRoute, type StreamRoute } from '../route.js';

/** Nothing moved for so long: the reader is gone. */
const STALL_MS = 60_000;
/** At once, of this process. */
const MAX_EXPORTS = 16;
const RETRY_AFTER_MS = 5_000;
/** Characters that wait for the reader, beside the page that is being written. */
const AHEAD = 65_536;

export const exportAccount = (services: Services): StreamRoute => {
  let running = 0;
  return defineStreamRoute(
    'GET /user/export',
    { summary: 'Everything that the account holds, as NDJSON: a record a line, the last one says that it is complete', data: exportRecord },
    async ({ caller, requestId }, _request, reply) => {
      if (running >= MAX_EXPORTS) return refuse('OVERLOADED', undefined, RETRY_AFTER_MS);
      running += 1;
      const lines = Readable.from(linesOf(exportRecords(services, caller, requestId)), { objectMode: false, highWaterMark: AHEAD });
      lines.once('close', () => {
        running -= 1;
      });
      void reply.headers({
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': 'attachment; filename="godwit-export.ndjson"',
        'cache-control': 'no-store',
      });
      reply.raw.setTimeout(STALL_MS, () => reply.raw.destroy());
      return ok(reply.send(lines));
    },
  );
};

async function* linesOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<string> {
  let count = 0;
  for await (const record of records) {
    yield `${JSON.stringify(record)}\n`;
    count += 1;
  }
  yield `${JSON.stringify({ type: 'end', records: count } satisfies ExportRecord)}\n`;
}
