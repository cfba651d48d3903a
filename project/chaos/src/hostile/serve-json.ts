// The other side of json-process.ts: runs in the helper process, in Node or Deno.
import { createInterface } from 'node:readline';
import process from 'node:process';

export type Operation = (request: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Requests are answered as they are done, not in their order. Ends with standard input. */
export function serveJson(operations: Readonly<Record<string, Operation>>): void {
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    const request = JSON.parse(line) as Record<string, unknown>;
    const answer = (result: Record<string, unknown>): void => {
      console.log(JSON.stringify({ id: request['id'], ...result }));
    };
    const operation = request['op'] === 'ready' ? ready : operations[String(request['op'])];
    if (operation === undefined) {
      answer({ error: `no operation ${String(request['op'])}` });
      return;
    }
    operation(request).then(
      (value) => answer({ value: value ?? null }),
      (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  input.once('close', () => process.exit(0));
}

const ready: Operation = async () => undefined;

export const bytesOf = (base64: unknown): Uint8Array => new Uint8Array(Buffer.from(String(base64), 'base64'));
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
