/**
 * Compares verify() with a second verifier that shares nothing with it (testing/reference-verifier.ts). FUZZ_FRAMES (default 240,000) and
 * FUZZ_SEED (default: new each run) set size and replay; `npm run chaos -- --ids O6` makes the long run.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDown } from './down.js';
import { withoutLengthPrefix } from './frame.js';
import { TABLES, UNIONS } from './generated/verify-tables.js';
import { decodeToAccess, decodeToLogic } from './inside.js';
import { decodeMessageBody } from './messages/message-body.js';
import { judge } from './testing/judge.js';
import { guardReads } from './testing/guarded-reads.js';
import { mutatedBuffers, validBuffers } from './testing/mutated-buffers.js';
import { referenceVerdict } from './testing/reference-verifier.js';
import { decodeUp, encodeUp } from './up.js';
import { Verifier } from './verify.js';

const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 240_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

const judged = {
  verifier: new Verifier({ tables: TABLES, unions: UNIONS }),
  mostFields: Math.max(...Object.values(TABLES).map((fields) => fields.length)),
  decoders: {
    Frame: (bytes: Uint8Array) => decodeUp(bytes) ?? decodeDown(bytes),
    MessageBody: decodeMessageBody,
    ToLogic: decodeToLogic,
    ToAccess: decodeToAccess,
  },
};

describe('verify() against an independent reference', () => {
  let unguardReads = (): void => undefined;
  beforeAll(() => {
    console.log(`FUZZ_SEED=${SEED} FUZZ_FRAMES=${FRAMES}`);
    unguardReads = guardReads();
  });
  afterAll(() => unguardReads());

  it(
    `[O6] agrees on ${FRAMES} mutated buffers, with bounded work, and accessors stay inside of what it accepts`,
    { timeout: 3_600_000 },
    () => {
      const next = mutatedBuffers(SEED);
      const verdicts = { accepted: 0, refused: 0 };
      for (let i = 0; i < FRAMES; i++) {
        const sample = next();
        const { accepted, wrong } = judge(sample, judged);
        if (wrong !== undefined)
          expect.unreachable(`${wrong}; FUZZ_SEED=${SEED}, buffer ${i} as ${sample.root}: ${Buffer.from(sample.bytes).toString('hex')}`);
        verdicts[accepted ? 'accepted' : 'refused']++;
      }
      console.log(`${verdicts.accepted} accepted, ${verdicts.refused} refused`);
      // A fuzzer whose buffers nearly all end the same way compares nothing.
      expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(FRAMES / 10);
    },
  );

  it('accessors that read outside are noticed', () => {
    const bytes = withoutLengthPrefix(encodeUp({ kind: 'ping', clientTime: 1, receivedCount: 1 }));
    expect(() => decodeUp(bytes.slice(0, -4))).toThrow('readInt32 at');
  });

  it('[O7] both accept everything that the encoders write', () => {
    const refused = validBuffers(SEED).filter(
      ({ root, bytes }) => !judged.verifier.verify(root, bytes) || !referenceVerdict(root, bytes, false),
    );
    expect(refused).toEqual([]);
  });
});
