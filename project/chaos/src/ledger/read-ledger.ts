import { createReadStream } from 'node:fs';
import type { LedgerSource } from './ledger.ts';
import type { LedgerEvent } from './ledger-event.ts';

const CHUNK_BYTES = 1 << 20;

/** Streams a file that FileLedger wrote; memory does not grow with it. A line that is no event makes the run unreadable. */
export const ledgerFile = (path: string): LedgerSource => ({ name: path, read: () => batches(path) });

async function* batches(path: string): AsyncIterable<readonly LedgerEvent[]> {
  let number = 0;
  let rest = '';
  const parse = (line: string): LedgerEvent => parseLine(line, `${path}:${(number += 1)}`);
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(parse);
  }
  if (rest !== '') yield [parse(rest)];
}

function parseLine(line: string, where: string): LedgerEvent {
  try {
    return JSON.parse(line) as LedgerEvent;
  } catch {
    throw new Error(`${where} is no ledger event: ${line.slice(0, 200)}`);
  }
}
