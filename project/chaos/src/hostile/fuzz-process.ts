// Node: the protocol of one build (argument: its root directory, which may hold a mutant) against mutated buffers and arbitrary messages.
// Buffers, reference and arbitrary messages come from this repository, so a mutant cannot bend what it is compared with.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { anyDown, anyMessageBody, anyRef, anyToAccess, anyToLogic, anyUp } from '@godwit/shared/protocol/testing/arbitrary-messages';
import { guardReads } from '@godwit/shared/protocol/testing/guarded-reads';
import { judge, type Judged } from '@godwit/shared/protocol/testing/judge';
import { mutatedBuffers, type Sample } from '@godwit/shared/protocol/testing/mutated-buffers';
import fc from 'fast-check';
import type { FuzzReport, RoundTripReport } from './fuzz-report.ts';
import { serveJson } from './serve-json.ts';

/** A call that took longer is repeated: only what is slow every time is slow, once is the collector or the scheduler. */
const SUSPICIOUS_MS = 0.1;
const REPEATS = 5;
const CHUNK = 2_000;

const root = process.argv[2] ?? '';
const load = <T>(module: string): Promise<T> =>
  import(pathToFileURL(join(root, 'project/shared/dist/protocol', module)).href) as Promise<T>;
const [{ Verifier }, { TABLES, UNIONS }, up, down, inside, body] = await Promise.all([
  load<typeof import('@godwit/shared/protocol/verify')>('verify.js'),
  load<typeof import('@godwit/shared/protocol/generated/verify-tables')>('generated/verify-tables.js'),
  load<typeof import('@godwit/shared/protocol/up')>('up.js'),
  load<typeof import('@godwit/shared/protocol/down')>('down.js'),
  load<typeof import('@godwit/shared/protocol/inside')>('inside.js'),
  load<typeof import('@godwit/shared/protocol/messages/message-body')>('messages/message-body.js'),
]);

const judged: Judged = {
  verifier: new Verifier({ tables: TABLES, unions: UNIONS }),
  mostFields: Math.max(...Object.values(TABLES).map((fields) => fields.length)),
  decoders: {
    Frame: (bytes) => up.decodeUp(bytes) ?? down.decodeDown(bytes),
    MessageBody: body.decodeMessageBody,
    ToLogic: inside.decodeToLogic,
    ToAccess: inside.decodeToAccess,
  },
};

/** Verifying once, in ms: the fastest of several when the first was slow. */
function verifyMs({ root: table, bytes }: Sample): number {
  let fastest = Infinity;
  for (let i = 0; i <= REPEATS && fastest > SUSPICIOUS_MS; i++) {
    const start = performance.now();
    judged.verifier.verify(table, bytes);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

function fuzz(frames: number, seed: number): FuzzReport {
  const unguard = guardReads();
  const next = mutatedBuffers(seed);
  const report = { accepted: 0, refused: 0, wrong: 0, example: '', slowestMs: 0 };
  for (let i = 0; i < frames; i++) {
    const sample = next();
    report.slowestMs = Math.max(report.slowestMs, verifyMs(sample));
    const { accepted, wrong } = judge(sample, judged);
    report[accepted ? 'accepted' : 'refused'] += 1;
    if (wrong === undefined) continue;
    report.wrong += 1;
    if (report.example === '') report.example = `${wrong}: buffer ${i} as ${sample.root}: ${Buffer.from(sample.bytes).toString('hex')}`;
  }
  unguard();
  return report;
}

interface Way {
  readonly messages: fc.Arbitrary<unknown>;
  /** What comes back of a message. */
  readonly there: (message: never) => unknown;
}

const REF = 77;
const WAYS: readonly Way[] = [
  { messages: anyUp, there: (m: Parameters<typeof up.encodeUp>[0]) => up.decodeUp(withoutLengthPrefix(up.encodeUp(m, REF)))?.message },
  {
    messages: anyDown,
    there: (m: Parameters<typeof down.encodeDown>[0]) => down.decodeDown(withoutLengthPrefix(down.encodeDown(m, REF)))?.message,
  },
  { messages: anyToLogic, there: (m: Parameters<typeof inside.encodeToLogic>[0]) => inside.decodeToLogic(inside.encodeToLogic(m)) },
  { messages: anyToAccess, there: (m: Parameters<typeof inside.encodeToAccess>[0]) => inside.decodeToAccess(inside.encodeToAccess(m)) },
  {
    messages: anyMessageBody,
    there: (m: Parameters<typeof body.encodeMessageBody>[0]) => body.decodeMessageBody(body.encodeMessageBody(m)),
  },
  { messages: anyRef, there: (ref: number) => up.decodeUp(withoutLengthPrefix(up.encodeUp({ kind: 'cancel', ref: 1 }, ref)))?.ref },
];

/** Without prototypes: arbitrary records may have none. */
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(structuredClone(a), structuredClone(b));

function roundTrips(messages: number, seed: number): RoundTripReport {
  const report = { sent: 0, changed: 0, example: '' };
  for (let chunk = 0; report.sent < messages; chunk++) {
    for (const { messages: arbitrary, there } of WAYS) {
      for (const message of fc.sample(arbitrary, { numRuns: CHUNK, seed: seed + chunk })) {
        report.sent += 1;
        const back = there(message as never);
        if (same(back, message)) continue;
        report.changed += 1;
        if (report.example === '') report.example = `${fc.stringify(message)} came back as ${fc.stringify(back)}`;
      }
    }
  }
  return report;
}

serveJson({
  fuzz: async ({ frames, seed }) => fuzz(Number(frames), Number(seed)),
  roundTrips: async ({ messages, seed }) => roundTrips(Number(messages), Number(seed)),
});
